/**
 * Taken before the learner's code could replace it. Not imported from node:process: for that Node reads all that `process`
 * has, which costs as much as it took to start.
 */
export const { memoryUsage } = globalThis.process;
