/**
 * `full`: no room on the disk. `gone`: the database cannot be reached or read. `busy`: another process holds it too long.
 * `damaged`: what is in it makes no sense. `newer`: a newer version of the site has written it. `missing`: what was named
 * is not there. `conflict`: somebody has it already.
 */
export type DataFault = 'full' | 'gone' | 'busy' | 'damaged' | 'newer' | 'missing' | 'conflict';

/** Nothing of what was asked has been stored. `remedy` is a sentence for the owner, in English, without names or code. */
export class DataError extends Error {
  readonly fault: DataFault;
  readonly remedy: string;

  constructor(fault: DataFault, message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DataError';
    this.fault = fault;
    this.remedy = remedy;
  }
}
