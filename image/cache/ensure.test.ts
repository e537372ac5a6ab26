import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, open, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ensureImageWith, type Builder, type EnsureOptions, type Image } from './ensure.ts';
import { kept } from './kept.ts';
import { broken } from '../../src/emulator/sums.server.ts';
import { hasSaid, startBuild } from './testing/processes.ts';
import { standIn } from './testing/stand-in.ts';

let base: string;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'handshake-cache-'));
  vi.stubEnv('HANDSHAKE_CACHE', base);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(base, { recursive: true, force: true });
});

async function ensure(builder: Builder = standIn(), options: EnsureOptions = {}): Promise<Image> {
  const image = await ensureImageWith(builder, options);
  if ('missing' in image) throw new Error(`${image.missing}: ${image.remedy}`);
  return image;
}

async function noticesOf(builder?: Builder): Promise<string> {
  const told: string[] = [];
  await ensure(builder, { onNotice: line => told.push(line) });
  return told.join('\n');
}

describe('an image in the cache', () => {
  test('two builds started at once make one, and who waits is told and has it when the other has', async () => {
    const journal = join(base, 'journal');
    const builds = [0, 1].map(() => startBuild(base, { milliseconds: 1500, journal }));
    const [one, other] = await Promise.all(
      builds.map(async ({ ended }) => ({ ...(await ended), at: performance.now() })),
    );
    expect((await readFile(journal, 'utf8')).match(/begin/g)).toHaveLength(1);
    expect(one!.image).toHaveProperty('folder');
    expect(one!.image).toEqual(other!.image);
    // On a busy computer one may be done before the other has begun; it then has nothing to wait for.
    const waited = [one!, other!].filter(({ said }) => /another build \(.+\) is under way; waiting for it/.test(said));
    if (waited.length > 0) expect(Math.abs(one!.at - other!.at)).toBeLessThan(1500);
  });

  test('a build killed at any of 20 moments leaves nothing that the next start does not finish', async () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    console.log(`moments of seed ${seed}`);
    for (const moment of moments(seed, 20)) {
      const killed = startBuild(base, { milliseconds: 200 });
      await hasSaid(killed, 'building');
      await sleep(moment * 300);
      killed.process.kill('SIGKILL');
      await killed.ended;
      const { folder } = await ensure();
      expect(await broken(folder), `killed at ${moment}, seed ${seed}`).toEqual([]);
      expect((await readdir(join(base, 'machine'))).filter(name => /partial|warm/.test(name))).toEqual([]);
      await rm(folder, { recursive: true });
    }
  }, 240_000);

  test('one that is being built is left alone by whoever else comes', async () => {
    const first = startBuild(base, { milliseconds: 1500 });
    await hasSaid(first, 'building');
    const told = await noticesOf();
    expect(told).toMatch(new RegExp(`another build \\(process ${first.process.pid}, started in .+\\) is under way`));
    expect((await first.ended).image).toHaveProperty('folder');
  });

  test.each(['part-7.bin', 'manifest.json', 'SHA256SUMS'])(
    'a flipped byte of %s is seen, said, and mended',
    async name => {
      const { folder } = await ensure();
      expect(await noticesOf()).toBe('');
      await flip(join(folder, name), 40);
      expect(await noticesOf()).toMatch(/the machine image in .+ is damaged \(.+\); it is built anew/);
      expect(await broken(folder)).toEqual([]);
      expect(await noticesOf()).toBe('');
    },
  );

  test('a file that is missing or too many is seen as well', async () => {
    const { folder } = await ensure();
    await rm(join(folder, 'part-3.bin'));
    await writeFile(join(folder, 'part-11.bin'), '');
    expect(await noticesOf()).toContain('is damaged (part-11.bin, part-3.bin)');
  });

  test('a warm state that was cut short is thrown away, and the build goes on without it', async () => {
    const failing: Builder = {
      ...standIn(),
      build: async cache => {
        await kept(
          cache,
          'warm-0123456789abcdef',
          async () => Buffer.from('a whole state'),
          () => {},
        );
        throw new Error('the lights went out');
      },
    };
    await expect(ensure(failing)).rejects.toThrow('the lights went out');
    const [warm] = (await readdir(join(base, 'machine'))).filter(name => name.startsWith('warm-'));
    await truncate(join(base, 'machine', warm!), 5);
    expect(await noticesOf()).toBe(`${warm} in the cache is damaged; it is made anew`);
  });
});

describe('a disk that cannot take an image', () => {
  const limits = async (builder?: Builder) => {
    const started = performance.now();
    const answer = await ensureImageWith(builder ?? standIn());
    expect(performance.now() - started).toBeLessThan(10_000);
    return answer;
  };

  test.each([
    ['ours', Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })],
    ["a program's", new Error('Command failed: dpkg-deb -x ...\ndpkg-deb: error: No space left on device')],
  ])('is said to be full when a write of %s fails for that', async (_, error) => {
    const full: Builder = { ...standIn(), build: () => Promise.reject(error) };
    expect(await limits(full)).toEqual({
      missing: `there is no room left on the disk of ${join(base, 'machine')}`,
      remedy: 'make room there, or set HANDSHAKE_CACHE to a folder on another disk, which you may write',
    });
    expect((await readdir(join(base, 'machine'))).filter(name => name.endsWith('.partial'))).toEqual([]);
  });

  test('is said to be full when it is, and to be read-only when it is', async ({ skip }) => {
    if (!mount('-t', 'tmpfs', '-o', 'size=400k', 'tmpfs', base)) skip('only root may mount a disk to try it with');
    try {
      expect(await limits()).toMatchObject({ missing: expect.stringMatching(/^there is no room left/) });
      mount('-o', 'remount,ro', base);
      expect(await limits()).toMatchObject({
        missing: expect.stringMatching(/cannot be written: its disk is mounted read-only$/),
      });
    } finally {
      execFileSync('umount', ['--lazy', base]);
    }
  });

  test('does, when it is only read-only, for an image that is there', async ({ skip }) => {
    const { folder } = await ensure();
    if (!mount('--bind', '-o', 'ro', base, base)) skip('only root may mount a disk to try it with');
    try {
      expect(await limits()).toMatchObject({ folder });
    } finally {
      execFileSync('umount', ['--lazy', base]);
    }
  });

  test('is named when something else stands in its place', async () => {
    await writeFile(join(base, 'file'), '');
    vi.stubEnv('HANDSHAKE_CACHE', join(base, 'file'));
    expect(await limits()).toMatchObject({ missing: expect.stringMatching(/is not a folder$/) });
  });

  test('is not blamed for what it has nothing to do with', async () => {
    await mkdir(join(base, 'machine'));
    await expect(limits({ ...standIn(), build: () => Promise.reject(new Error('a bug')) })).rejects.toThrow('a bug');
  });
});

/** `count` numbers from 0 to 1 (mulberry32). */
function moments(seed: number, count: number): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  });
}

async function flip(path: string, at: number): Promise<void> {
  const file = await open(path, 'r+');
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, at);
  await file.write(Buffer.from([buffer[0]! ^ 1]), 0, 1, at);
  await file.close();
}

function mount(...args: string[]): boolean {
  try {
    execFileSync('mount', args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
