import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { locked } from './lock.ts';
import { hasSaid, startContender, startHolder } from './testing/processes.ts';

let cache: string;
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'handshake-lock-'));
});
afterEach(() => rm(cache, { recursive: true, force: true }));

describe('the lock of the cache', () => {
  test('of many that wait for a holder that is killed, one at a time goes on, in each of 25 rounds', async () => {
    for (let round = 0; round < 25; round++) {
      const holder = startHolder(cache);
      await hasSaid(holder, 'held');
      let inside = 0;
      let most = 0;
      let told = 0;
      const all = Promise.withResolvers<void>();
      const waiting = (): void => {
        if (++told === 4) all.resolve();
      };
      const contenders = Array.from({ length: 4 }, () =>
        locked(cache, waiting, async () => {
          most = Math.max(most, ++inside);
          for (let turns = 0; turns < 20; turns++) await turn();
          inside--;
        }),
      );
      await all.promise;
      expect(most).toBe(0);
      holder.process.kill('SIGKILL');
      await Promise.all(contenders);
      expect(most).toBe(1);
    }
  }, 240_000);

  test('of processes that wait for a holder that is killed, one at a time goes on, in each of 12 rounds', async () => {
    for (let round = 0; round < 12; round++) {
      const journal = join(cache, `journal-${round}`);
      const holder = startHolder(cache);
      await hasSaid(holder, 'held');
      const contenders = Array.from({ length: 3 }, () => startContender(cache, journal));
      await Promise.all(contenders.map(one => hasSaid(one, 'waiting')));
      holder.process.kill('SIGKILL');
      await Promise.all(contenders.map(({ ended }) => ended));
      const lines = (await readFile(journal, 'utf8')).trimEnd().split('\n');
      expect(lines).toHaveLength(6);
      for (let at = 0; at < lines.length; at += 2) {
        const [pid] = lines[at]!.split(' ');
        expect(lines.slice(at, at + 2), `round ${round}`).toEqual([`${pid} in`, `${pid} out`]);
      }
    }
  }, 240_000);

  test('a number in its file that now belongs to another process holds nobody up', async () => {
    for (const name of ['lock', 'build.lock']) await writeFile(join(cache, name), String(process.ppid));
    const told: string[] = [];
    expect(
      await locked(
        cache,
        holder => told.push(holder),
        async () => 'held',
      ),
    ).toBe('held');
    expect(told).toEqual([]);
  });

  test('who waits is told for whom, and can give up', async () => {
    const holder = startHolder(cache);
    await hasSaid(holder, 'held');
    const giveUp = new AbortController();
    const told: string[] = [];
    const waiting = locked(
      cache,
      name => {
        told.push(name);
        giveUp.abort(new Error('enough'));
      },
      async () => {},
      giveUp.signal,
    );
    await expect(waiting).rejects.toThrow('enough');
    holder.process.kill('SIGKILL');
    await holder.ended;
    expect(told).toEqual([`process ${holder.process.pid}, started in ${process.cwd()}`]);
  });

  test('it is free again after work that failed', async () => {
    await expect(
      locked(
        cache,
        () => {},
        () => Promise.reject(new Error('no luck')),
      ),
    ).rejects.toThrow('no luck');
    const told: string[] = [];
    expect(
      await locked(
        cache,
        holder => told.push(holder),
        async () => 'held',
      ),
    ).toBe('held');
    expect(told).toEqual([]);
  });
});
