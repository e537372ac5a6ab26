import { DataError, type DataFault } from './errors.ts';

/** SQLite's primary result codes, https://sqlite.org/rescode.html. */
const SQLITE: Readonly<Record<number, DataFault>> = {
  5: 'busy',
  6: 'busy',
  8: 'gone',
  10: 'gone',
  11: 'damaged',
  13: 'full',
  14: 'gone',
  26: 'damaged',
};
/** Extended ones: a key, a unique value and a row referred to. */
const SQLITE_EXTENDED: Readonly<Record<number, DataFault>> = { 1555: 'conflict', 2067: 'conflict', 787: 'missing' };

/** SQLSTATE codes, whole or by their class: PostgreSQL, appendix A. */
const SQLSTATE: Readonly<Record<string, DataFault>> = {
  '08': 'gone',
  '28': 'gone',
  '3D000': 'gone',
  '57': 'gone',
  '57014': 'busy',
  '58': 'gone',
  '25006': 'gone',
  '53100': 'full',
  '53': 'busy',
  '40': 'busy',
  '55': 'busy',
  '23503': 'missing',
  '23505': 'conflict',
  XX001: 'damaged',
  XX002: 'damaged',
};

/** Of a connection that ended or came too late pg speaks only in words; Kysely and SQLite of one that was closed. */
const LOST = [
  'Connection terminated',
  'timeout expired',
  'timeout exceeded',
  'Client has encountered a connection error',
  'Client was closed',
  'Cannot use a pool after',
  'driver has already been destroyed',
  'database is not open',
];

const WORDS: Readonly<Record<DataFault, string>> = {
  full: 'the disk of the database is full',
  gone: 'the database does not answer',
  busy: 'the database is held by somebody else',
  damaged: 'the database is damaged',
  newer: 'the database is of a newer version',
  missing: 'something that it belongs to is not there',
  conflict: 'there is one already',
};

interface FromDriver {
  code?: unknown;
  errcode?: unknown;
  message?: unknown;
}

function faultOf({ code, errcode, message }: FromDriver): DataFault | undefined {
  if (typeof errcode === 'number') return SQLITE_EXTENDED[errcode] ?? SQLITE[errcode & 0xff];
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !/^E[A-Z]+$/.test(code))
    return SQLSTATE[code] ?? SQLSTATE[code.slice(0, 2)];
  if (typeof code === 'string' && /^E(CONN|PIPE|NOENT|ACCES|NOTFOUND|TIMEDOUT|AI_AGAIN|HOST|NET)/.test(code))
    return 'gone';
  return LOST.some(words => String(message).startsWith(words)) ? 'gone' : undefined;
}

/** What a driver has thrown, as a `DataError` where the database is at fault; anything else as it is. */
export function toDataError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DataError) return error;
  // Several addresses of one name were tried.
  const first =
    error instanceof AggregateError ? ((error.errors as unknown[])[0] as FromDriver) : (error as FromDriver);
  const fault = faultOf(first) ?? faultOf(error as FromDriver);
  return fault ? new DataError(fault, WORDS[fault], { cause: error }) : error;
}

/** Whether PostgreSQL has ended a transaction only because two stood in each other's way: it may be done again. */
export function isClash(error: unknown): boolean {
  return error instanceof Error && ['40001', '40P01'].includes(String((error as FromDriver).code));
}
