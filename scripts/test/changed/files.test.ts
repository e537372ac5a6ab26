import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { changesSinceMain } from './files.ts';

let folder: string;
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: 'pipe',
  });
const put = (name: string, text = name) => writeFile(join(folder, name), text);
const commit = () => {
  git('add', '-A');
  git('commit', '-qm', 'A change');
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handshake-changes-'));
  git('init', '-q', '-b', 'main');
  await put('.gitignore', 'ignored\n');
  await put('kept');
  await put('gone');
  await put('old name');
  commit();
});
afterEach(() => rm(folder, { recursive: true }));

test('what was committed since main, what is not committed and what is new have changed', async () => {
  git('checkout', '-qb', 'work');
  await put('committed 한글');
  git('mv', 'old name', 'new name');
  commit();
  await put('kept', 'otherwise');
  await put('new');
  await put('ignored');
  await rm(join(folder, 'gone'));
  expect(changesSinceMain(folder)).toEqual({
    base: git('rev-parse', 'main').trim(),
    files: ['committed 한글', 'gone', 'kept', 'new', 'new name', 'old name'],
  });
});

test('what main has got since is no change of this branch', async () => {
  git('checkout', '-qb', 'work');
  git('checkout', '-q', 'main');
  await put('of others');
  commit();
  git('checkout', '-q', 'work');
  expect(changesSinceMain(folder).files).toEqual([]);
});

test('where there is no main it is said what to do', () => {
  git('branch', '-qm', 'trunk');
  expect(() => changesSinceMain(folder)).toThrow(/compares with the branch main.*git fetch origin main:main/);
});
