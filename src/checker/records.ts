import * as z from 'zod/mini';

import type { CheckResult, SeenError } from './report.ts';

/** What `harness/run.mjs` writes, one a line, each behind a token. */
export type CheckRecord =
  | { type: 'loading' }
  | { type: 'unloadable'; error: SeenError }
  | { type: 'loaded'; ids: string[]; attacks: string[] }
  | { type: 'running'; id: string; limit: number; at?: number }
  | ({ type: 'result' } & CheckResult)
  | { type: 'exit'; id?: string; code: number; at?: string }
  | { type: 'done' };

/** 32 hex digits each: one for a run's records, and for each check one that only the record of its pass carries. */
export interface RunTokens {
  token: string;
  pass: Readonly<Record<string, string>>;
}

/**
 * Takes the bytes of a run's report channel and calls `onRecord` for each whole record of a known shape that carries
 * its token. Anything else on the channel was written by the learner's code: it is dropped, and a check without a
 * verdict counts as an error.
 */
export function recordParser(tokens: RunTokens, onRecord: (record: CheckRecord) => void): (bytes: Uint8Array) => void {
  const decoder = new TextDecoder();
  let rest = '';
  let records = 0;
  return bytes => {
    rest += decoder.decode(bytes, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const record = records < MOST_RECORDS ? parsed(line, tokens) : undefined;
      if (!record) continue;
      records++;
      onRecord(record);
    }
    if (rest.length > LONGEST_LINE) rest = rest.slice(-MARK_LENGTH);
  };
}

/** RS, a token, a space. */
const MARK_LENGTH = 34;
/** Far above any record: evidence is cut in the harness. A longer line is somebody's flood. */
const LONGEST_LINE = 256 * 1024;
/** A run has two for each of its checks. */
const MOST_RECORDS = 1_000;

/** Characters; the harness cuts to 2 000 what may be long, and so do these, with room for what it adds. */
const short = z.string().check(z.maxLength(1_000));
const long = z.string().check(z.maxLength(4_000));
const id = z.string().check(z.maxLength(100));
const ids = z.array(id).check(z.maxLength(200));
const ms = z.number().check(z.nonnegative(), z.maximum(600_000));
const length = z.int().check(z.nonnegative());

const seenValue = z.discriminatedUnion('type', [
  z.object({ type: z.literal('bytes'), hex: z.string().check(z.regex(/^[0-9a-f]{0,1024}$/)), length }),
  z.object({ type: z.literal('text'), text: long, length }),
  z.object({ type: z.literal('value'), text: long }),
]);
const seenError = z.object({ name: short, message: long, at: z.optional(short), code: z.optional(short) });
const failure = z.object({
  kind: z.enum(['not-equal', 'equal', 'not-ok', 'not-refused', 'crashed', 'twin', 'other']),
  message: z.optional(long),
  expected: z.optional(seenValue),
  actual: z.optional(seenValue),
  twin: z.optional(id),
  outcome: z.optional(short),
});

const result = {
  id,
  status: z.enum(['pass', 'fail', 'timeout', 'error']),
  failure: z.optional(failure),
  error: z.optional(seenError),
  waited: z.optional(z.object({ for: long, ms })),
  evidence: z.array(z.object({ label: long, value: seenValue })).check(z.maxLength(200)),
};

/** A verdict that comes from somewhere else than this page: a process of the learner's, or what was stored. */
export const resultSchema: z.ZodMiniType<CheckResult> = z.object(result);
export const seenErrorSchema: z.ZodMiniType<SeenError> = seenError;

const recordSchema: z.ZodMiniType<CheckRecord> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('loading') }),
  z.object({ type: z.literal('unloadable'), error: seenError }),
  z.object({ type: z.literal('loaded'), ids, attacks: ids }),
  z.object({ type: z.literal('running'), id, limit: ms, at: z.optional(z.int().check(z.nonnegative())) }),
  z.object({ type: z.literal('result'), ...result }),
  z.object({ type: z.literal('exit'), id: z.optional(id), code: z.int(), at: z.optional(short) }),
  z.object({ type: z.literal('done') }),
]);

/** The record that a line ends with; before it may be garbage of the learner's code. */
function parsed(line: string, tokens: RunTokens): CheckRecord | undefined {
  const at = line.lastIndexOf('\u001e');
  if (at < 0 || line.length > LONGEST_LINE || line[at + MARK_LENGTH - 1] !== ' ') return undefined;
  const token = line.slice(at + 1, at + MARK_LENGTH - 1);
  // Most of what is no record ends here, before any of it is read.
  if (token !== tokens.token && !Object.values(tokens.pass).includes(token)) return undefined;
  const record = validated(line.slice(at + MARK_LENGTH));
  return record && token === tokenOf(record, tokens) ? record : undefined;
}

function tokenOf(record: CheckRecord, { token, pass }: RunTokens): string | undefined {
  if (record.type !== 'result' || record.status !== 'pass') return token;
  return Object.hasOwn(pass, record.id) ? pass[record.id] : undefined;
}

function validated(json: string): CheckRecord | undefined {
  try {
    return recordSchema.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}
