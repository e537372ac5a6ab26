import type { Actor, Json, Time } from './values.ts';

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

/** `head`: how long the chain is and its last hash, to be kept elsewhere; else the first row that is wrong, and how. */
export type AuditVerdict =
  | { sound: true; head: { seq: number; hash: string } }
  | { sound: false; seq: number; fault: 'changed' | 'missing' | 'reordered' };

/** What was done, in a chain of SHA-256: whoever changes, removes or reorders a row breaks it. */
export interface Audit {
  append(entry: AuditEntry): Promise<AuditRow>;
  /** Newest first, before `beforeSeq`; 100 unless told. `subject` and `actor` narrow it. */
  list(filter?: { subject?: string; actor?: Actor; beforeSeq?: number; limit?: number }): Promise<AuditRow[]>;
  /** `head` is one noted earlier: rows cut off at the end are missed by nothing else. */
  verify(head?: { seq: number; hash: string }): Promise<AuditVerdict>;
}
