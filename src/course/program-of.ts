import type { Exercise } from './exercise.ts';

/** The file that Run runs. Apart, so that a page can have it without the schema. */
export const programOf = ({ run, entry }: Pick<Exercise, 'run' | 'entry'>): string => run ?? entry;
