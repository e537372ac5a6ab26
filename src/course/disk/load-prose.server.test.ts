import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { inProject } from '../../project.server.ts';
import { proseByExercise } from './load-prose.server.ts';

const PAGE = '02-encryption/10-aead.mdx';
let content: string;

beforeEach(async () => {
  content = await mkdtemp(join(tmpdir(), 'handshake-content-'));
  await cp(inProject('content', 'en'), join(content, 'en'), { recursive: true });
});
afterEach(() => rm(content, { recursive: true }));

test('the prose of a language is found by its exercise', async () => {
  const page = (await proseByExercise('en', content)).get('aead');
  expect(page).toMatchObject({ file: `content/en/${PAGE}`, prose: { exercise: 'aead', minutes: expect.any(Number) } });
});

test('pages that cannot be read are told all at once', async () => {
  await writeFile(join(content, 'en', PAGE), 'Text.\n');
  await writeFile(join(content, 'en', '02-encryption', '11-more.mdx'), '---\nexercise: echo\n---\n');
  await expect(proseByExercise('en', content)).rejects.toThrow(
    /10-aead\.mdx:1:1 {2}does not begin with frontmatter[^]*11-more\.mdx:\d+:\d+ {2}"title" is missing/,
  );
});

test('one exercise in two pages is refused, for it has only one place', async () => {
  await cp(join(content, 'en', PAGE), join(content, 'en', '02-encryption', '11-again.mdx'));
  await expect(proseByExercise('en', content)).rejects.toThrow(
    /11-again\.mdx:\d+:\d+ {2}exercise "aead" already belongs to content\/en\/02-encryption\/10-aead\.mdx/,
  );
});
