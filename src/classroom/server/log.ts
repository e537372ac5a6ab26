/** What a line of the log may hold: words of ours and numbers. No name, code, address of a person or path with an id. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;
export type Log = (level: 'error' | 'info', event: string, fields?: LogFields) => void;

export type LogAmount = 'none' | 'errors' | 'all';

/** Writes JSON Lines: a time (RFC 3339), level and event first. */
export function createLog(
  amount: LogAmount,
  now: () => number = Date.now,
  write: (line: string) => void = line => void process.stderr.write(line),
): Log {
  return (level, event, fields = {}) => {
    if (amount === 'none' || (amount === 'errors' && level !== 'error')) return;
    write(`${JSON.stringify({ at: new Date(now()).toISOString(), level, event, ...fields })}\n`);
  };
}
