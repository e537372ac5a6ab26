import { audited } from './audit.ts';
import type { Change } from './changes.ts';
import type { Tx } from './context.ts';
import type { Actor, Json } from './values.ts';

/** Audits what was done to a class, and tells of it. */
export async function note(
  tx: Tx,
  by: Actor,
  classId: string,
  action: string,
  detail: Json = {},
  what: Change['what'] = 'class',
): Promise<void> {
  await audited(tx, { actor: by, action, subject: classId, detail });
  tx.tell({ classId, what });
}
