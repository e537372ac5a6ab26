import type { Context, Db, Tx } from './context.ts';
import type { AuditTable } from './schema.ts';
import { digest, fromJson, type Actor, type Json, type Time } from './values.ts';

/** `subject` is an id; `detail` holds ids, numbers and words of ours, never names, code or what somebody wrote. */
export interface AuditEntry {
  actor: Actor;
  action: string;
  subject: string;
  detail?: Json;
}

export interface AuditRow extends Required<AuditEntry> {
  seq: number;
  at: Time;
  prevHash: string;
  hash: string;
}

/** `changed`: a row is not what its hash says. `missing`: a number is not there. `unlinked`: it follows another row. */
export type AuditFault = 'changed' | 'missing' | 'unlinked';

/** `head`: how long the chain is and its last hash, to be kept elsewhere; else the first row that is wrong, and how. */
export type AuditVerdict =
  { sound: true; head: { seq: number; hash: string } } | { sound: false; seq: number; fault: AuditFault };

/** What was done, in a chain of SHA-256: whoever changes, removes or reorders a row breaks it. */
export interface Audit {
  append(entry: AuditEntry): Promise<AuditRow>;
  /** Newest first, before `beforeSeq`; 100 unless told. `subject` and `actor` narrow it. */
  list(filter?: { subject?: string; actor?: Actor; beforeSeq?: number; limit?: number }): Promise<AuditRow[]>;
  /** `head` is one noted earlier: rows cut off at the end are missed by nothing else. */
  verify(head?: { seq: number; hash: string }): Promise<AuditVerdict>;
}

/** Before the first row. */
const ROOT = '';
const PAGE = 1000;

export function auditStore(context: Context): Audit {
  return {
    append: entry => context.write(tx => audited(tx, entry)),
    list: ({ subject, actor, beforeSeq, limit = 100 } = {}) =>
      context.read(async db => {
        let rows = db.selectFrom('audit').selectAll().orderBy('seq', 'desc').limit(limit);
        if (subject !== undefined) rows = rows.where('subject', '=', subject);
        if (actor !== undefined) rows = rows.where('actor', '=', actor);
        if (beforeSeq !== undefined) rows = rows.where('seq', '<', beforeSeq);
        return (await rows.execute()).map(rowOf);
      }),
    verify: head => context.read(db => verifyAudit(db, head)),
  };
}

/** Appends a row within a transaction; others that append wait until it ends. */
export async function audited(tx: Tx, { actor, action, subject, detail = {} }: AuditEntry): Promise<AuditRow> {
  await tx.lock('audit');
  const last = await tx.db.selectFrom('audit').selectAll().orderBy('seq', 'desc').limit(1).executeTakeFirst();
  const row = {
    seq: (last?.seq ?? 0) + 1,
    at: tx.now(),
    actor,
    action,
    subject,
    detail: canonical(detail),
    prevHash: last?.hash ?? ROOT,
  };
  const whole = { ...row, hash: hashOf(row) };
  await tx.db.insertInto('audit').values(whole).execute();
  return rowOf(whole);
}

/** Follows the chain from its first row. */
export async function verifyAudit(db: Db, head?: { seq: number; hash: string }): Promise<AuditVerdict> {
  let before = { seq: 0, hash: ROOT };
  for (;;) {
    const after = db.selectFrom('audit').selectAll().where('seq', '>', before.seq);
    const rows = await after.orderBy('seq').limit(PAGE).execute();
    for (const row of rows) {
      const fault = faultOf(row, before) ?? (row.seq === head?.seq && row.hash !== head.hash ? 'changed' : undefined);
      if (fault) return { sound: false, seq: fault === 'missing' ? before.seq + 1 : row.seq, fault };
      before = row;
    }
    if (rows.length < PAGE) break;
  }
  if (head && head.seq > before.seq) return { sound: false, seq: before.seq + 1, fault: 'missing' };
  return { sound: true, head: { seq: before.seq, hash: before.hash } };
}

function faultOf(row: AuditTable, before: { seq: number; hash: string }): AuditFault | undefined {
  if (row.seq !== before.seq + 1) return 'missing';
  if (row.hash !== hashOf(row)) return 'changed';
  return row.prevHash === before.hash ? undefined : 'unlinked';
}

/** Of everything else in the row, in a fixed order. */
function hashOf({ seq, at, actor, action, subject, detail, prevHash }: Omit<AuditTable, 'hash'>): string {
  return digest(JSON.stringify([seq, at, actor, action, subject, detail, prevHash]));
}

/** JSON with its keys in order (as RFC 8785 has it), so that the same says the same. */
function canonical(value: Json): string {
  return JSON.stringify(value, (_, one: Json) =>
    one !== null && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}

const rowOf = (row: AuditTable): AuditRow => ({ ...row, detail: fromJson(row.detail) });
