import { readdirSync } from 'node:fs';

import { describe, expect, it, test } from 'vitest';

import { isOwnKey, isProgram, nameProblem, ownFiles, ownKey, ownPart, usedBy } from './own-files.ts';

describe('the name of a file of one’s own', () => {
  it.each(['notes.mjs', 'a.js', 'data_2.json', 'my-notes.txt', 'key.pem', 'a.b.mjs', 'A.mjs'])('may be %s', name => {
    expect(nameProblem(name, ['seal.mjs'])).toBeUndefined();
  });

  it.each([
    ['', 'empty'],
    ['../seal.mjs', 'outside'],
    ['pki/key.pem', 'outside'],
    [String.raw`a\b.mjs`, 'outside'],
    ['notes', 'ending'],
    ['notes.cjs', 'ending'],
    ['mjs', 'ending'],
    ['notes.ts', 'ending'],
    ['.mjs', 'letters'],
    ['-a.mjs', 'letters'],
    ['a..mjs', 'letters'],
    ['my notes.mjs', 'letters'],
    ['메모.txt', 'letters'],
    ['a\n.mjs', 'letters'],
    [`${'a'.repeat(40)}.mjs`, 'long'],
    ['package.json', 'reserved'],
    ['Package.JSON', 'ending'],
    ['seal.mjs', 'taken'],
    ['Seal.mjs', 'taken'],
  ])('may not be %j: %s', (name, problem) => {
    expect(nameProblem(name, ['seal.mjs'])).toBe(problem);
  });

  it('is none that the harness has', () => {
    const harness = readdirSync('harness').filter(name => name.endsWith('.mjs') && !name.includes('.test.'));
    expect(harness.length).toBeGreaterThan(3);
    for (const name of harness) expect(nameProblem(name, []), name).toBe('reserved');
  });
});

test('a draft holds files of one’s own apart from the lesson’s', () => {
  const draft = { 'seal.mjs': 'mine', '+notes.mjs': 'a', '+../x.mjs': 'hostile', '+': 'none' };
  expect(ownPart(draft)).toEqual({ '+notes.mjs': 'a' });
  expect(isOwnKey(ownKey('notes.mjs'))).toBe(true);
  expect(ownFiles(draft, { 'seal.mjs': 'edit' })).toEqual([{ key: '+notes.mjs', name: 'notes.mjs' }]);
});

test('a file of the lesson, come later, takes no name away from one’s own', () => {
  const draft = { '+notes.mjs': 'a', '+my-notes.mjs': 'b' };
  const names = ownFiles(draft, { 'notes.mjs': 'edit' }).map(({ name }) => name);
  expect(new Set(names).size).toBe(2);
  expect(names).not.toContain('notes.mjs');
});

test('what Run can start ends in .mjs or .js', () => {
  expect(['a.mjs', 'a.js', 'a.json', 'a.txt', 'a.pem'].map(isProgram)).toEqual([true, true, false, false, false]);
});

describe('the files that an answer uses', () => {
  const own = {
    'helper.mjs': "export { x } from './deep.mjs';",
    'deep.mjs': '',
    'notes.txt': '',
    'c.json': '',
    'p.js': '',
  };
  it.each([
    ["import { x } from './helper.mjs';", ['deep.mjs', 'helper.mjs']],
    ["await import('#work/deep.mjs')", ['deep.mjs']],
    ["readFileSync('work/notes.txt')", ['notes.txt']],
    ["require('./c')", ['c.json']],
    ['require(`./p`)', ['p.js']],
    ["import './my-helper.mjs';", []],
    ["import './helper.mjsx';", []],
    ["import './dhelper.mjs'; // helper and notes", []],
  ])('are told by its text: %s', (text, names) => {
    expect(Object.keys(usedBy({ 'seal.mjs': text }, own))).toEqual(names);
  });

  it('end where two use each other', () => {
    const two = { 'a.mjs': './b.mjs', 'b.mjs': './a.mjs' };
    expect(usedBy({ 's.mjs': './a.mjs' }, two)).toEqual(two);
  });
});
