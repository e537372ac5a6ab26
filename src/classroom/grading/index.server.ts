import { availableParallelism, freemem, hostname } from 'node:os';
import { randomUUID } from 'node:crypto';

import { loadLesson, type Lesson } from '../../course/disk/load.server.ts';
import { createVmRuntime } from '../../runtimes/vm/vm-runtime.server.ts';
import type { GradingLimits } from './grade.ts';
import { createMachines, machinesWithin } from './machines.ts';
import { startWorker, type GradingQueue, type WorkerEvent } from './worker.ts';

export { gradeSubmission, GRADING_LIMITS, type GradedResult, type GradingLimits } from './grade.ts';
export { nearFrom, nearTo } from './similarity.ts';
export { MOST_TRIES, startWorker, type GradingQueue, type GradingWorker, type WorkerEvent } from './worker.ts';

export interface GradingOptions {
  queue: GradingQueue;
  /** The folder of the machine's image. */
  folder: string;
  /** At most so many machines, one for each processor unless told; each takes one. */
  machines?: number;
  /** Bytes that all machines may take together; half of what is free unless told. */
  memoryBytes?: number;
  limits?: Partial<GradingLimits>;
  onEvent?: (event: WorkerEvent) => void;
}

export interface Grading {
  machines: number;
  /** Finishes what is under way, then frees the machines; called again, it puts that back at once. */
  stop(): Promise<void>;
}

/** Grades in this process, on machines that are kept warm; rejects when none can be started. */
export async function startGrading(options: GradingOptions): Promise<Grading> {
  const { queue, folder, limits, onEvent } = options;
  const wanted = options.machines ?? availableParallelism();
  const size = machinesWithin(wanted, options.memoryBytes ?? freemem() / 2);
  const machines = createMachines(size, () => createVmRuntime({ folder }));
  try {
    await machines.warm();
  } catch (error) {
    await machines.dispose();
    throw error;
  }
  const worker = startWorker({
    ...{ queue, pool: machines, atOnce: size, lessonOf: rememberedLessons() },
    name: `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`,
    ...(limits && { limits }),
    ...(onEvent && { onEvent }),
  });
  return {
    machines: size,
    async stop() {
      await worker.stop();
      await machines.dispose();
    },
  };
}

/** A lesson is read once; one that could not be read is tried again. */
function rememberedLessons(): (slug: string) => Promise<Lesson> {
  const read = new Map<string, Promise<Lesson>>();
  return slug => {
    const lesson = read.get(slug) ?? loadLesson(slug);
    read.set(slug, lesson);
    lesson.catch(() => read.delete(slug));
    return lesson;
  };
}
