import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openClass } from '../../testing/classroom/fixture.ts';
import { classCommand } from './commands.ts';

const folder = mkdtempSync(join(tmpdir(), 'class-'));
const database = join(folder, 'class.db');
beforeAll(async () => (await openClass(database)).stores.close());
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]): Promise<string> => classCommand(['lti', ...args, '--database', database]);
const MOODLE = [
  ...['--issuer', 'https://moodle.example', '--client', 'abc', '--auth', 'https://moodle.example/mod/lti/auth.php'],
  ...['--token', 'https://moodle.example/mod/lti/token.php', '--keys', 'https://moodle.example/mod/lti/certs.php'],
];

test('a platform is registered, listed with what it has to know, changed and removed', async () => {
  expect(await run('list')).toMatch(/^No learning platform/);
  const said = await run('add', ...MOODLE, '--deployment', '1', '--service', 'https://files.example/any/path');
  expect(said).toMatch(
    /issuer https:\/\/moodle\.example, client abc, deployments 1, services at https:\/\/files\.example\n/,
  );
  for (const path of ['launch', 'login', 'keys', 'choose']) expect(said).toContain(`/lti/${path}`);
  await run('add', ...MOODLE, '--deployment', '1', '--deployment', '2', '--name', 'Ours');
  const listed = await run('list');
  expect(listed).toMatch(/^\S{22} {2}Ours: .*deployments 1 2\n/);
  const [id] = listed.split(' ');
  expect(await run('remove', id!)).toMatch(/let in no more/);
  await expect(run('remove', id!)).rejects.toThrow(/No platform has the id/);
});

test('every mistake is told at once, and nothing is registered', async () => {
  const wrong = ['--issuer', 'moodle.example', '--auth', 'http://moodle.example/', '--token', 'https://a:b@x.example'];
  const told = run('add', ...wrong, '--service', 'ftp://x');
  await expect(told).rejects.toThrow(/^Nothing was registered\./);
  for (const words of [
    /--issuer moodle\.example is no address that begins with https/,
    /--client is missing/,
    /--auth http:\/\/moodle\.example\/ is no address/,
    /--token https:\/\/a:b@x\.example is no address/,
    /--keys is missing/,
    /--deployment is missing/,
    /--service ftp:\/\/x is no address/,
  ])
    await expect(told).rejects.toThrow(words);
  for (const args of [[], ['copy'], ['add', 'x'], ['remove']]) await expect(run(...args)).rejects.toThrow(/lti add/);
  await expect(run('add', '--secret', 'x')).rejects.toThrow(/--secret/);
  expect(await run('list')).toMatch(/^No learning platform/);
});
