import { setImmediate } from 'node:timers';

// Taken before the learner's code could replace it. Not imported: Node would read all that `process` has.
const { memoryUsage } = globalThis.process;
const TIMES = 8;
/** A megabyte in arrays of so many words: what is new fills up, and V8 looks through it for what is still needed. */
const [WORDS, ARRAYS] = [64, 4000];

/**
 * Bytes in all Buffers of this process, once they are no more than `enough`, or V8 has looked so many times through what is
 * new. What is older it leaves alone: only heldWithoutGarbage() tells for sure, which costs twenty times as much.
 */
export function heldByBuffers(enough, times = TIMES) {
  return least(enough, times, () => {
    for (let made = 0; made < ARRAYS; made++) new Array(WORDS);
  });
}

/** The same after V8 has collected everything; undefined where it may not be told to. */
export async function heldWithoutGarbage(enough) {
  const collectGarbage = await garbageCollector();
  return collectGarbage && least(enough, TIMES / 2, collectGarbage);
}

async function least(enough, times, collect) {
  let bytes = Infinity;
  // More than once: buffers are given back beside the program, and all of them only before the next collection.
  for (let time = 0; time < times && bytes > enough; time++) {
    collect();
    bytes = memoryUsage().arrayBuffers;
    await new Promise(resolve => setImmediate(resolve));
  }
  return bytes;
}

/** Loaded only when it is needed, which is rare. */
async function garbageCollector() {
  try {
    const [{ setFlagsFromString }, { runInNewContext }] = await Promise.all([import('node:v8'), import('node:vm')]);
    setFlagsFromString('--expose-gc');
    return runInNewContext('gc');
  } catch {
    return undefined;
  }
}
