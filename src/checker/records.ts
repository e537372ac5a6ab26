import type { CheckResult, SeenError } from './report.ts';

/** What `harness/run.mjs` writes, one a line, behind the run's token. */
export type CheckRecord =
  | { type: 'loading' }
  | { type: 'unloadable'; error: SeenError }
  | { type: 'loaded'; ids: string[]; attacks: string[] }
  | { type: 'running'; id: string; limit: number }
  | ({ type: 'result' } & CheckResult)
  | { type: 'exit'; id?: string; code: number; at?: string }
  | { type: 'done' };

/**
 * Takes the bytes of a run's report channel and calls `onRecord` for each whole record that carries the token.
 * Anything else on the channel was written by the learner's code: it is dropped, and it cannot be told from
 * noise without the token, which that code never sees.
 */
export function recordParser(token: string, onRecord: (record: CheckRecord) => void): (bytes: Uint8Array) => void {
  const decoder = new TextDecoder();
  const mark = `\u001e${token} `;
  let rest = '';
  return bytes => {
    rest += decoder.decode(bytes, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const at = line.lastIndexOf(mark);
      if (at < 0) continue;
      const record = parsed(line.slice(at + mark.length));
      if (record) onRecord(record);
    }
    if (rest.length > LONGEST_LINE) rest = rest.slice(-mark.length);
  };
}

/** Far above any record: evidence is cut in the harness. A longer line is somebody's flood. */
const LONGEST_LINE = 256 * 1024;

const TYPES: ReadonlySet<unknown> = new Set<CheckRecord['type']>(
  ['loading', 'unloadable', 'loaded', 'running', 'result', 'exit', 'done'],
);

function parsed(json: string): CheckRecord | undefined {
  try {
    const record = JSON.parse(json) as CheckRecord | null;
    return TYPES.has(record?.type) ? record! : undefined;
  } catch {
    return undefined;
  }
}
