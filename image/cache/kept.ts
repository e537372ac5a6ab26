import { createHash } from 'node:crypto';
import { glob, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../../src/whole-file.server.ts';

/**
 * What took long to make, from the cache where an earlier build has left it whole, else made and left there. Its name
 * holds its hash, so that damage is seen: what has changed is thrown away, and `notice` is told.
 */
export async function kept(
  cache: string,
  label: string,
  make: () => Promise<Uint8Array>,
  notice: (line: string) => void,
): Promise<Uint8Array> {
  for await (const name of glob(`${label}.${'[0-9a-f]'.repeat(16)}`, { cwd: cache })) {
    const content = await readFile(join(cache, name));
    if (name === nameOf(label, content)) return content;
    notice(`${name} in the cache is damaged; it is made anew`);
    await rm(join(cache, name));
  }
  const content = await make();
  await writeWhole(join(cache, nameOf(label, content)), content);
  return content;
}

/** Removes everything kept whose label begins like this. */
export async function forget(cache: string, label: string): Promise<void> {
  for await (const name of glob(`${label}*.${'[0-9a-f]'.repeat(16)}`, { cwd: cache }))
    await rm(join(cache, name), { force: true });
}

function nameOf(label: string, content: Uint8Array): string {
  return `${label}.${createHash('sha256').update(content).digest('hex').slice(0, 16)}`;
}
