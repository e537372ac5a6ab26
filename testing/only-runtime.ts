import type { LessonRuntime } from '../src/runtimes/pool/lesson-runtime.ts';
import type { Runtime } from '../src/runtimes/runtime.ts';

/** For tests: makes of a runtime that of a lesson, on a page where there is nothing to choose and nobody comes after. */
export function onlyRuntime(runtime: Runtime): LessonRuntime {
  return Object.assign(runtime, {
    view: { order: [], against: [], reader: 'auto' as const },
    onView: () => () => {},
    prefer: async () => {},
    leave: () => void runtime.dispose(),
  });
}
