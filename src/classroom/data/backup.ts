import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { openDatabase, type OpenOptions } from './database.ts';
import { dump, headerOf, type Last } from './dump.ts';
import { load } from './load.ts';
import { migrate } from './migrations/index.ts';

/**
 * Writes all that is in the database into a file, which only its owner may read; the server may run meanwhile. The file
 * is there once it is whole and on the disk. It holds what is deleted later: keep it no longer than the data may be kept.
 */
export async function backUp(options: OpenOptions, file: string): Promise<void> {
  const part = `${file}.part`;
  const opened = await openDatabase(options);
  try {
    const to = createWriteStream(part, { mode: 0o600, flush: true });
    await pipeline(Readable.from(withNewlines(dump(opened))), to);
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  } finally {
    await opened.close();
  }
}

/** Puts a backup into an empty database. Rejects as `load` does, and then has changed nothing. */
export async function restore(options: OpenOptions, file: string): Promise<Last> {
  const from = createReadStream(file);
  try {
    return await put(options, createInterface({ input: from, crlfDelay: Infinity })[Symbol.asyncIterator]());
  } finally {
    from.destroy();
  }
}

/** Copies everything from one database into another, empty one, whatever kind they are; the first stays as it is. */
export async function move(from: OpenOptions, to: OpenOptions): Promise<Last> {
  const opened = await openDatabase(from);
  try {
    return await put(to, dump(opened));
  } finally {
    await opened.close();
  }
}

/** Into a database of the version that the lines are of, which is then brought to the newest. */
async function put(options: OpenOptions, lines: AsyncIterator<string>): Promise<Last> {
  const first = await lines.next();
  const header = headerOf(first.done ? undefined : first.value);
  const opened = await openDatabase(options, header.migration);
  try {
    const loaded = await load(opened, { [Symbol.asyncIterator]: () => lines });
    await migrate(opened.db, opened.kind);
    return loaded;
  } finally {
    await opened.close();
  }
}

async function* withNewlines(lines: AsyncIterable<string>): AsyncGenerator<string, void> {
  for await (const line of lines) yield `${line}\n`;
}
