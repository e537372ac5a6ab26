import type { OpenClass } from '../../../../testing/classroom/fixture.ts';

/** A test with a class in a database of its own. */
export type ClassTest = (title: string, body: (open: OpenClass) => Promise<void>) => void;
/** Address of a new, empty database. */
export type Fresh = () => Promise<string>;
