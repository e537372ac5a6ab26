import { overlay, type FileMap } from './workspace.ts';

/**
 * What a learner does with a file of an exercise. `edit` is the answer: written, run and judged. `scratch` is written
 * and run, never judged. `read` is only read.
 */
export const FILE_MODES = ['edit', 'read', 'scratch'] as const;
export type FileMode = (typeof FILE_MODES)[number];

type Files = Readonly<Record<string, FileMode>>;

/** Whether a learner may write the file; not one that the exercise lacks. */
export function isWritable(mode: FileMode | undefined): boolean {
  return mode === 'edit' || mode === 'scratch';
}

/** What Check judges: the learner's files, with every scratch file as the starter has it, whatever they made of it. */
export function judgedFiles(work: FileMap, starter: FileMap, files: Files): FileMap {
  const scratch = Object.keys(starter).filter(path => files[path] === 'scratch');
  return overlay(work, Object.fromEntries(scratch.map(path => [path, starter[path]!])));
}
