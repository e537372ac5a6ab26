import type { Selectable } from 'kysely';

import { audited } from './audit.ts';
import type { Context } from './context.ts';
import type { GradeOverrideTable } from './schema.ts';
import { newId, type Actor } from './values.ts';

export type GradeOverride = Selectable<GradeOverrideTable>;

/** What a teacher says of a pupil's work; audited, without the words. */
export interface Grades {
  /** `grade` from 0 to 100; null takes an earlier one back. */
  override(
    by: Actor,
    values: Pick<GradeOverride, 'classId' | 'userId' | 'lesson' | 'grade' | 'reason'>,
  ): Promise<GradeOverride>;
  /** All, oldest first: the last of a pupil and lesson holds. */
  overrides(classId: string, userId?: string): Promise<GradeOverride[]>;
}

export function gradesStore(context: Context): Grades {
  return {
    override: (by, values) =>
      context.write(async tx => {
        const row = { ...values, id: newId(), createdBy: by, createdAt: tx.now() };
        const made = await tx.db.insertInto('gradeOverride').values(row).returningAll().executeTakeFirstOrThrow();
        const { classId, userId, lesson, grade } = values;
        await audited(tx, { actor: by, action: 'grade.override', subject: userId, detail: { classId, lesson, grade } });
        tx.tell({ classId, what: 'grade', userId });
        return made;
      }),
    overrides: (classId, userId) =>
      context.read(db => {
        const rows = db.selectFrom('gradeOverride').selectAll().where('classId', '=', classId).orderBy('seq');
        return (userId === undefined ? rows : rows.where('userId', '=', userId)).execute();
      }),
  };
}
