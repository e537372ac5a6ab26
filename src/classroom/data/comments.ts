import type { Selectable } from 'kysely';

import { audited } from './audit.ts';
import type { Context } from './context.ts';
import { found } from './errors.ts';
import type { CommentTable } from './schema.ts';
import { newId, type Actor } from './values.ts';

export type Comment = Selectable<CommentTable>;

/** What is said of a line of a pupil's code; audited, without the words. */
export interface Comments {
  add(
    by: Actor,
    values: Pick<Comment, 'classId' | 'userId' | 'lesson' | 'eventId' | 'path' | 'line' | 'body'>,
  ): Promise<Comment>;
  remove(by: Actor, classId: string, id: string): Promise<void>;
  /** Oldest first. */
  of(classId: string, userId: string, lesson?: string): Promise<Comment[]>;
}

export function commentsStore(context: Context): Comments {
  return {
    add: (by, values) =>
      context.write(async tx => {
        const row = { ...values, id: newId(), createdBy: by, createdAt: tx.now() };
        const made = await tx.db.insertInto('comment').values(row).returningAll().executeTakeFirstOrThrow();
        const { classId, userId, lesson } = values;
        await audited(tx, {
          actor: by,
          action: 'comment.add',
          subject: userId,
          detail: { classId, lesson, id: row.id },
        });
        tx.tell({ classId, what: 'comment', userId });
        return made;
      }),
    remove: (by, classId, id) =>
      context.write(async tx => {
        const gone = tx.db.deleteFrom('comment').where('classId', '=', classId).where('id', '=', id);
        const { userId } = found(await gone.returning('userId').executeTakeFirst(), 'the comment');
        await audited(tx, { actor: by, action: 'comment.remove', subject: userId, detail: { classId, id } });
        tx.tell({ classId, what: 'comment', userId });
      }),
    of: (classId, userId, lesson) =>
      context.read(db => {
        const all = db.selectFrom('comment').selectAll().where('classId', '=', classId).where('userId', '=', userId);
        return (lesson === undefined ? all : all.where('lesson', '=', lesson)).orderBy('seq').execute();
      }),
  };
}
