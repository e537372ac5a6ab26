import type { ClassTable } from './schema.ts';

export type Class = ClassTable;
