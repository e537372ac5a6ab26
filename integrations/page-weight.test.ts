import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { pageWeight, partWeight } from './page-weight.ts';

let dist: string;
beforeEach(async () => {
  dist = await mkdtemp(join(tmpdir(), 'weight-'));
  await mkdir(join(dist, '_astro'));
});
afterEach(() => rm(dist, { recursive: true }));

const weight = (text: string) => gzipSync(text, { level: 9 }).length;
const put = (name: string, text: string) => writeFile(join(dist, name), text);

test('a page weighs its HTML, its style sheets, and its scripts with all they import at once', async () => {
  const page =
    '<link rel="stylesheet" href="/_astro/a.css"><script src="/boot.js"></script>' +
    '<astro-island component-url="/_astro/bench.js" renderer-url="/_astro/client.js"></astro-island>';
  const scripts = {
    'boot.js': '1;',
    '_astro/bench.js':
      'import{a as b}from"./shared.js";import"./effect.js";const m=()=>import("./editor.js");export{b};',
    '_astro/client.js': 'import{a}from"./shared.js";export default a;',
    '_astro/shared.js': 'export const a=1;',
    '_astro/effect.js': 'globalThis.x=1;',
  };
  await put('index.html', page);
  await put('_astro/a.css', 'p{color:red}');
  for (const [name, text] of Object.entries(scripts)) await put(name, text);
  await put('_astro/editor.js', 'heavy'.repeat(1000));

  expect(await pageWeight(dist, 'index.html')).toEqual({
    html: weight(page),
    css: weight('p{color:red}'),
    js: Object.values(scripts)
      .map(weight)
      .reduce((a, b) => a + b),
  });
});

test('a part that comes on demand weighs what the page does not have yet', async () => {
  await put('index.html', '<astro-island component-url="/_astro/bench.js"></astro-island>');
  const scripts = {
    'bench.js': 'import{a}from"./shared.js";const m=()=>import("./RunWire.x1.js");',
    'shared.js': 'export const a=1;',
    'RunWire.x1.js': 'import{a}from"./shared.js";import{b}from"./hashes.js";',
    'hashes.js': 'export const b=2;',
  };
  for (const [name, text] of Object.entries(scripts)) await put(`_astro/${name}`, text);
  expect(await partWeight(dist, 'index.html', 'RunWire')).toBe(
    weight(scripts['RunWire.x1.js']) + weight(scripts['hashes.js']),
  );
  expect(await partWeight(dist, 'index.html', 'Other')).toBeUndefined();
});
