/**
 * `full`: no room on the disk. `gone`: the database cannot be reached or read. `busy`: another process holds it too long.
 * `damaged`: what is in it makes no sense. `newer`: a newer version of the site has written it. `missing`: what was named
 * is not there. `conflict`: somebody has it already.
 */
export type DataFault = 'full' | 'gone' | 'busy' | 'damaged' | 'newer' | 'missing' | 'conflict';

const REMEDIES: Readonly<Record<DataFault, string>> = {
  full: 'Make room on the disk that holds the database; what was confirmed before is safe.',
  gone: 'See that the database runs and that its address, or the folder of its file, is right and may be written to.',
  busy: 'Try again in a moment; if it stays so, end the other program that holds the database.',
  damaged: 'Stop the server, keep the database as it is, and restore the last backup: npm run class -- restore <file>.',
  newer: 'Start the version of the site that wrote it, or a newer one.',
  missing: 'Look at what there is now, and try again.',
  conflict: 'Look at what there is now, and choose another.',
};

/** Nothing of what was asked has been stored. `remedy` is a sentence for the owner, in English, without names or code. */
export class DataError extends Error {
  readonly fault: DataFault;
  readonly remedy: string;

  constructor(fault: DataFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DataError';
    this.fault = fault;
    this.remedy = REMEDIES[fault];
  }
}

/** What was looked for; throws `missing` where it is not there. */
export function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new DataError('missing', `${what} is not there`);
  return value;
}
