import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { download, type Suite } from './apt.ts';

/** A Debian mirror of one package, in a folder, and apt set up for it. */
let base: string;
let suite: Suite;
let packages: string;
const DEB = 'small_1.0-1_all.deb';

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'handshake-apt-'));
  for (const path of ['small/DEBIAN', 'mirror', 'lists/partial', 'archives/partial', 'packages']) {
    await mkdir(join(base, path), { recursive: true });
  }
  packages = join(base, 'packages');
  const control =
    'Package: small\nVersion: 1.0-1\nArchitecture: all\nMaintainer: Nobody <nobody@example.com>\nDescription: small\n';
  await writeFile(join(base, 'small/DEBIAN/control'), control);
  execFileSync('dpkg-deb', ['--build', join(base, 'small'), join(base, 'mirror', DEB)]);
  const content = await readFile(join(base, 'mirror', DEB));
  const index = `${control}Filename: ./${DEB}\nSize: ${content.length}\nSHA256: ${sha256(content)}\n`;
  await writeFile(join(base, 'mirror/Packages'), index);
  await writeFile(join(base, 'sources.list'), `deb [trusted=yes] copy:${base}/mirror ./\n`);
  await writeFile(join(base, 'status'), '');
  await writeFile(
    join(base, 'apt.conf'),
    [
      `Dir::State "${base}"; Dir::State::lists "${base}/lists"; Dir::State::status "${base}/status"; Dir::Cache "${base}";`,
      `Dir::Etc::sourcelist "${base}/sources.list"; Dir::Etc::sourceparts "${base}/none"; Dir::Etc::parts "${base}/none";`,
      'APT::Sandbox::User ""; Debug::NoLocking "true";\n',
    ].join('\n'),
  );
  suite = { suite: 'test', folder: base, env: { ...process.env, LC_ALL: 'C', APT_CONFIG: join(base, 'apt.conf') } };
  execFileSync('apt-get', ['update'], { env: suite.env, stdio: 'ignore' });
});
afterEach(() => rm(base, { recursive: true }));

const fetched = () => download(suite, ['small=1.0-1'], { folder: packages, onBytes: () => {} });
const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

describe('downloading packages', () => {
  test('a build that was killed after it had them finds them again', async () => {
    const first = await fetched();
    expect(first).toMatchObject([{ name: 'small', version: '1.0-1', file: DEB }]);
    expect(await fetched()).toEqual(first);
  });

  test.each([
    ['cut short', 0.5],
    ['changed in place', 1],
  ])('one that was %s is fetched anew', async (_, part) => {
    const { bytes, sha256: sum } = (await fetched())[0]!;
    await writeFile(join(packages, DEB), Buffer.alloc(Math.floor(bytes * part)));
    await fetched();
    expect(sha256(await readFile(join(packages, DEB)))).toBe(sum);
  });
});
