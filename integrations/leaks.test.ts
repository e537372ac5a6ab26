import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { codeToHtml } from 'shiki';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { findLeaks } from './leaks.ts';

const STARTER = 'export function seal(key, message) {\n  return createCipheriv("aes-256-gcm", key);\n}\n';
const SOLUTION = `${STARTER}
export function open(key, box) {
  const decipher = createDecipheriv('aes-256-gcm', key, box.nonce, { authTagLength: 16 });
  decipher.setAuthTag(box.tag);
  return Buffer.concat([decipher.update(box.ciphertext), decipher.final()]);
}
`;

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'leaks-'));
});
afterEach(() => rm(root, { recursive: true }));

async function leaksIn(site: Record<string, string>, more: Record<string, string> = {}) {
  const lessons = { 'aead/starter/seal.mjs': STARTER, 'aead/solution/seal.mjs': SOLUTION, ...more };
  for (const [path, text] of [
    ...Object.entries(lessons).map(([path, text]) => [join(root, 'lessons', path), text] as const),
    ...Object.entries(site).map(([path, text]) => [join(root, 'dist', path), text] as const),
  ]) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  return findLeaks(join(root, 'dist'), join(root, 'lessons'));
}

const leakIn = (file: string) => [{ file, answer: 'aead/solution/seal.mjs' }];
const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

test('a page that shows the starter and speaks of the answer in a line is no leak', async () => {
  const page = `<p>Say <code>{ authTagLength: 16 }</code>.</p><pre>${STARTER}</pre>`;
  expect(await leaksIn({ 'en/index.html': page })).toEqual([]);
});

test("the solution may stand where a reader asks for it, and in no other lesson's", async () => {
  const json = JSON.stringify({ 'seal.mjs': SOLUTION });
  expect(await leaksIn({ 'exercises/aead/solution.json': json })).toEqual([]);
  expect(await leaksIn({ 'exercises/echo/solution.json': json })).toEqual(leakIn('exercises/echo/solution.json'));
});

test('an answer in a bundle is found, as a template and as a quoted string', async () => {
  expect(await leaksIn({ '_astro/a.js': `const s=\`${SOLUTION}\`` })).toEqual(leakIn('_astro/a.js'));
  await rm(join(root, 'dist'), { recursive: true });
  expect(await leaksIn({ '_astro/b.js': `x(${JSON.stringify(SOLUTION)})` })).toEqual(leakIn('_astro/b.js'));
});

test('an answer in a page is found, highlighted, and inside an attribute of an island', async () => {
  const html = await codeToHtml(SOLUTION, { lang: 'js', theme: 'github-light' });
  expect(await leaksIn({ 'en/a.html': html })).toEqual(leakIn('en/a.html'));
  await rm(join(root, 'dist'), { recursive: true });
  expect(await leaksIn({ 'en/b.html': `<astro-island props="${escape(html)}">` })).toEqual(leakIn('en/b.html'));
});

test('a wrong answer that is almost the solution is not taken for it, one of its own kind is found', async () => {
  const almost = { 'aead/wrong/short/seal.mjs': SOLUTION.replace(', { authTagLength: 16 }', '') };
  expect(await leaksIn({ 'exercises/aead/solution.json': JSON.stringify({ 'seal.mjs': SOLUTION }) }, almost)).toEqual(
    [],
  );
  const own = 'const remembered = new Map();\nremembered.set(key, message);\nreturn remembered.get(key) ?? message;\n';
  const other = { 'aead/wrong/cache/seal.mjs': own };
  expect(await leaksIn({ '_astro/c.js': own }, other)).toContainEqual({
    file: '_astro/c.js',
    answer: 'aead/wrong/cache/seal.mjs',
  });
});

test('a wrong answer that is kept as a diff is found by what it adds, as code and as it lies there', async () => {
  const own = [
    'const remembered = new Map();',
    'remembered.set(key, message);',
    'return remembered.get(key) ?? message;',
  ];
  const diff = [
    'Caught-by: round-trip',
    'Misconception: What was sealed once may be remembered.',
    '--- solution/seal.mjs',
    '+++ wrong/seal.mjs',
    '@@ -1,1 +1,4 @@',
    ' export function seal(key, message) {',
    ...own.map(line => `+${line}`),
  ].join('\n');
  const lesson = { 'aead/wrong/cache.diff': diff };
  const found = (file: string) => [{ file, answer: 'aead/wrong/cache.diff' }];
  expect(await leaksIn({ 'exercises/aead/solution.json': JSON.stringify({ 'seal.mjs': SOLUTION }) }, lesson)).toEqual(
    [],
  );
  expect(await leaksIn({ '_astro/d.js': own.join('\n') }, lesson)).toEqual(found('_astro/d.js'));
  await rm(join(root, 'dist'), { recursive: true });
  expect(await leaksIn({ 'exercises/aead/wrong/cache.diff': diff }, lesson)).toEqual(
    found('exercises/aead/wrong/cache.diff'),
  );
});
