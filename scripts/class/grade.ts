import { constants, setPriority } from 'node:os';

import { ensureImage } from '../../image/build.ts';
import { openStores } from '../../src/classroom/data/index.server.ts';
import { startGrading, type WorkerEvent } from '../../src/classroom/grading/index.server.ts';
import { gradeBounds } from './grade-bounds.ts';

/**
 * Grades what the database has waiting, until ctrl-C; a second one puts what is under way back. Resolves with a line that
 * says how much it was. Throws where the machine is missing.
 */
export async function grade(url: string, asked: Parameters<typeof gradeBounds>[0]): Promise<string> {
  const bounds = gradeBounds(asked);
  // A machine takes a whole processor: where the site runs beside it, pupils go first.
  setPriority(constants.priority.PRIORITY_LOW);
  const image = await ensureImage();
  if ('missing' in image) throw new Error(`grading needs the machine: ${image.missing}. To mend it: ${image.remedy}.`);
  const stores = await openStores({ url });
  const tally = createTally();
  try {
    const { machines, stop } = await startGrading({
      ...{ queue: stores.submissions, folder: image.folder, onEvent: tally.event },
      ...bounds,
    });
    console.log(`Grading, ${machines} at once; ctrl-C ends it.`);
    await new Promise<void>((resolve, reject) => {
      const end = () => void stop().then(resolve, reject);
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
    });
    return tally.line();
  } finally {
    await stores.close();
  }
}

/** One line for each submission, as JSON, without names and code; and how quick it was. */
function createTally() {
  const started = performance.now();
  const counts = { verified: 0, not_verified: 0, error: 0 };
  return {
    event(event: WorkerEvent) {
      console.log(JSON.stringify({ at: new Date().toISOString(), ...event }));
      if (event.type === 'graded') counts[event.status]++;
    },
    line() {
      const graded = counts.verified + counts.not_verified + counts.error;
      const minutes = (performance.now() - started) / 60_000;
      return (
        `${graded} graded (${counts.verified} verified, ${counts.not_verified} not verified, ${counts.error} errors), ` +
        `${(graded / minutes).toFixed(1)} a minute`
      );
    },
  };
}
