import { cp, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { isUpToDate, remember } from './record.ts';

describe('a built site', () => {
  let base: string;
  let dist: string;
  let record: string;
  let told: string[];
  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'handshake-record-'));
    [dist, record, told] = [join(base, 'dist'), join(base, 'cache', 'site.json'), []];
    await cp(import.meta.dirname, dist, { recursive: true });
    await remember(record, dist, 'of these sources');
  });
  afterEach(() => rm(base, { recursive: true }));

  const upToDate = (digest = 'of these sources') => isUpToDate(record, dist, digest, line => told.push(line));

  test('is up to date as the build left it, and not for other sources', async () => {
    expect(await upToDate()).toBe(true);
    expect(await upToDate('of others')).toBe(false);
    expect(told).toEqual([]);
  });

  test('is built anew, and that is said, when half of it has been deleted', async () => {
    const names = (await readdir(dist)).filter((_, index) => index % 2 === 0);
    for (const name of names) await rm(join(dist, name));
    expect(await upToDate()).toBe(false);
    expect(told).toEqual([
      `${names.length} files of the built site are missing or changed (${names[0]}, ...): it is built anew.`,
    ]);
  });

  test('is built anew when a file has another content of the same length, or is new', async () => {
    await truncate(join(dist, 'index.ts'), 100);
    await remember(record, dist, 'of these sources');
    await writeFile(join(dist, 'index.ts'), 'x'.repeat(100));
    expect(await upToDate()).toBe(false);
    await remember(record, dist, 'of these sources');
    await writeFile(join(dist, 'new.html'), '');
    expect(await upToDate()).toBe(false);
  });

  test('is built anew when there is none of it, or its record was broken off', async () => {
    await rm(dist, { recursive: true });
    expect(await upToDate()).toBe(false);
    await truncate(record, 20);
    expect(await upToDate()).toBe(false);
  });
});
