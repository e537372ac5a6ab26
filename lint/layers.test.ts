import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { inProject } from '../src/project.server.ts';
import { layerOf, layersOf, outsideOf, stylesOf } from './layers.ts';

const read = (file: string): string => readFileSync(inProject(file), 'utf8');
const ORDER = 'src/ui/styles/layers.css';
const layers = layersOf(read(ORDER));
const files = globSync('src/**/*.{css,astro}', { cwd: inProject() }).filter(file => file !== ORDER);
const sheets = files.flatMap(file => stylesOf(file, read(file)).map(css => ({ file, css })));

/** Why a rule may be `!important` all the same. */
const IMPORTANT: Readonly<Record<string, string>> = {
  'src/ui/styles/base.css': 'what a reader has asked of the browser wins over every rule',
  'src/workspace/editor/editor.css': "Shiki's colour stands in a style attribute",
};

test('every style of the site is in the layer of its room', () => {
  expect(sheets.length).toBeGreaterThan(40);
  const misplaced = sheets.flatMap(({ file, css }) => outsideOf(layerOf(file), css).map(rule => `${file}: ${rule}`));
  expect(misplaced).toEqual([]);
});

test('the order names each of these layers, and no other', () => {
  expect([...new Set(files.flatMap(layerOf))].sort()).toEqual([...layers].sort());
});

test('layers leave no need for !important', () => {
  const loud = sheets.filter(({ css }) => css.includes('!important')).map(({ file }) => file);
  expect(loud.sort()).toEqual(Object.keys(IMPORTANT).sort());
});

test('a rule outside, in another layer, or in one without a name is found', () => {
  const css = "@layer base { a { color: red; } }\n/* } */ @layer { b {} } .c::after { content: '}'; } @layer panels {}";
  expect(outsideOf(['base'], css)).toEqual(['@layer', '.c::after', '@layer panels']);
  expect(outsideOf(['base', 'panels'], '@media print { @layer base { a {} } }')).toEqual(['@media print']);
  expect(outsideOf(['base'], "@import url('x.css');")).toEqual(["@import url('x.css')"]);
});

test('every page names the order before any sheet comes', () => {
  for (const page of globSync('src/**/*.astro', { cwd: inProject() }).filter(file => read(file).includes('<head>'))) {
    const head = read(page).split('<head>')[1]!;
    const places = ['set:html={layers}', '<link', '<script', '<slot'].map(part => head.indexOf(part));
    expect(places[0], page).toBeGreaterThan(0);
    expect(Math.min(...places.filter(place => place >= 0)), page).toBe(places[0]);
  }
});
