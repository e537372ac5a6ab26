import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Package } from './apt.ts';
import { imageForTests } from './build.ts';
import { collectLicences, commonIn, parseSources } from './licences.ts';

test('a package built anew without a change of source names the version of its source, and what is linked into it', () => {
  expect(parseSources('busybox\t1:1.38.0-3\tglibc (= 2.43-3)\t')).toEqual({
    source: { name: 'busybox', version: '1:1.38.0-3' },
    builtUsing: [{ name: 'glibc', version: '2.43-3' }],
  });
  expect(parseSources('a\t1\tb (= 2), c (= 1:3-4)\td+d (= 5)').builtUsing).toEqual([
    { name: 'b', version: '2' },
    { name: 'c', version: '1:3-4' },
    { name: 'd+d', version: '5' },
  ]);
  expect(parseSources('openssl\t3.6.5-1\t\t')).toEqual({
    source: { name: 'openssl', version: '3.6.5-1' },
    builtUsing: [],
  });
});

test('the licences that a text refers to are found, also at the end of a sentence and in quotation marks', () => {
  const text =
    "see /usr/share/common-licenses/GPL-2. Or `/usr/share/common-licenses/LGPL-2.1', or /usr/share/common-licenses/GPL-2";
  expect(commonIn([text, 'all of /usr/share/common-licenses/ is here'])).toEqual(['GPL-2', 'LGPL-2.1']);
});

test('licence texts are collected, and a package without one is an error', async () => {
  const base = await mkdtemp(join(tmpdir(), 'handshake-licences-'));
  try {
    const put = async (path: string, text: string): Promise<void> => {
      await mkdir(dirname(join(base, path)), { recursive: true });
      await writeFile(join(base, path), text);
    };
    await put('root/usr/share/doc/one/copyright', 'Under /usr/share/common-licenses/GPL-2.');
    await put('texts/usr/share/common-licenses/GPL-2', 'the text');
    const collect = (...names: string[]) =>
      collectLicences(
        names.map(name => ({ name }) as Package),
        [join(base, 'root'), join(base, 'texts')],
        join(base, 'licences'),
      );
    expect(await collect('one')).toEqual(['common-licenses/GPL-2.txt', 'one.txt']);
    expect(await readFile(join(base, 'licences/common-licenses/GPL-2.txt'), 'utf8')).toBe('the text');
    await expect(collect('two')).rejects.toThrow('usr/share/doc/two/copyright');
  } finally {
    await rm(base, { recursive: true });
  }
});

test('the image brings the licence and names the source of everything in it', async () => {
  const {
    folder,
    manifest: { packages, licences },
  } = await imageForTests();
  const texts = new Map(
    await Promise.all(
      licences.map(async path => [path, await readFile(join(folder, 'licences', path), 'utf8')] as const),
    ),
  );
  for (const { name, source } of packages) {
    expect(texts.get(`${name}.txt`)?.length, name).toBeGreaterThan(100);
    expect(source.version, name).not.toMatch(/\+b\d+$/);
    expect(source.name, name).toMatch(/^[a-z0-9][a-z0-9.+-]+$/);
  }
  const found = (name: string) => packages.find(each => each.name === name)!;
  expect(found('busybox-static')).toMatchObject({ source: { name: 'busybox' }, builtUsing: [{ name: 'glibc' }] });
  expect(packages.find(({ name }) => name.startsWith('linux-image-'))!.builtUsing).toMatchObject([{ name: 'linux' }]);
  expect(texts.get('seabios.txt')).toContain('LGPL');
  for (const [path, words] of Object.entries({
    'GPL-2': 'Version 2, June 1991',
    'LGPL-2.1': 'Version 2.1',
    'GPL-3': 'Version 3',
  })) {
    expect(texts.get(`common-licenses/${path}.txt`), path).toContain(words);
  }
});
