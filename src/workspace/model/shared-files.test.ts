import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { FakeStorage } from '../../../testing/fake-storage.ts';
import { exerciseSchema } from '../../course/exercise.ts';
import { createStore } from '../../progress/index.ts';
import type { Files } from '../../runtimes/runtime.ts';
import { Code } from './code.ts';
import { SharedFiles } from './shared-files.ts';

const STARTER = { 'seal.mjs': 'start', 'notes.txt': 'read me' };
const exercise = exerciseSchema.parse({
  entry: 'seal.mjs',
  files: { 'seal.mjs': 'edit', 'notes.txt': 'read' },
  needs: [],
  steps: [['a']],
});
const bundle = { slug: 'seal', pki: { 'ca.pem': 'ca' }, check: { 'run.mjs': 'secret' } };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

let code: Code;
let shared: SharedFiles;
let both: string[];
let detach: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  const storage = new FakeStorage();
  code = new Code({ slug: 'seal', exercise, starter: STARTER, version: '1', isHidden: () => false, now: () => 1 });
  detach = code.attach(createStore(storage, storage.tab()));
  both = [];
  shared = new SharedFiles({ code, modes: exercise.files, bundle, onBoth: name => both.push(name) });
  shared.give();
});
afterEach(() => {
  detach();
  vi.useRealTimers();
});

interface Changes {
  written?: Record<string, string | Uint8Array>;
  removed?: string[];
  withheld?: string[];
  overwritten?: Record<string, string>;
}

/** What programs have done, with names in the work folder. */
function programs({ written = {}, removed = [], withheld = [], overwritten = {} }: Changes): void {
  const inWork = (files: Record<string, string | Uint8Array>) =>
    Object.fromEntries(
      Object.entries(files).map(([name, text]) => [`work/${name}`, typeof text === 'string' ? bytes(text) : text]),
    );
  const below = (names: string[]) => names.map(name => `work/${name}`);
  shared.take({
    written: inWork(written),
    removed: below(removed),
    withheld: below(withheld),
    overwritten: inWork(overwritten),
  });
}

/** What the terminal is given, as texts. */
function given(): Record<string, string> {
  const text = (data: Files[string]): string => (typeof data === 'string' ? data : new TextDecoder().decode(data));
  return Object.fromEntries(Object.entries(shared.give()).map(([path, data]) => [path, text(data!)]));
}
const reasons = (): string[] => code.copies.value.map(({ reason }) => reason);

test('the terminal is given what a Run has: the files of the editor and the bundle’s, and no check', () => {
  code.edit('seal.mjs', 'mine');
  expect(given()).toEqual({
    'package.json': expect.any(String) as string,
    'work/pki/ca.pem': 'ca',
    'work/seal.mjs': 'mine',
    'work/notes.txt': 'read me',
  });
});

test('what a program writes to a file is in the editor; what was typed there is kept, and can come back', () => {
  code.edit('seal.mjs', 'typed');
  shared.give();
  programs({ written: { 'seal.mjs': 'written' } });
  expect(code.files.value['seal.mjs']).toBe('written');
  expect(code.copies.value).toMatchObject([{ reason: 'terminal', files: { 'seal.mjs': 'typed' } }]);
  expect(code.replaced.value).toMatchObject({ by: 'terminal', name: 'seal.mjs' });
  code.undo();
  expect(given()['work/seal.mjs']).toBe('typed');
});

test('a program that writes often leaves one copy of what was typed, and pushes out no others', () => {
  for (let n = 0; n < 6; n++) {
    code.edit('seal.mjs', `reset ${n}`);
    code.reset();
  }
  for (let n = 0; n < 6; n++) {
    code.edit('seal.mjs', `typed ${n}`);
    shared.give();
    for (let again = 0; again < 5; again++) programs({ written: { 'seal.mjs': `written ${n} ${again}` } });
  }
  expect(reasons().filter(reason => reason === 'reset')).toHaveLength(6);
  expect(code.copies.value.filter(({ reason }) => reason === 'terminal').map(({ files }) => files['seal.mjs'])).toEqual(
    [...['typed 5', 'typed 4', 'typed 3']],
  );
});

test('a new file of a program is one of the reader’s own, goes when the program takes it away, and leaves no copy', () => {
  programs({ written: { 'key.pem': '한글' } });
  expect(code.own.value).toEqual(['key.pem']);
  expect(given()['work/key.pem']).toBe('한글');
  programs({ removed: ['key.pem'] });
  expect(code.own.value).toEqual([]);
  expect(reasons()).toEqual([]);
});

test('a file that the reader has written and a program removes is kept, and can come back', () => {
  code.make('mine.txt');
  code.edit('mine.txt', 'typed');
  shared.give();
  programs({ removed: ['mine.txt'] });
  expect(code.own.value).toEqual([]);
  expect(reasons()).toEqual(['delete']);
  code.undo();
  expect(given()['work/mine.txt']).toBe('typed');
});

test('what is typed while a program writes the same file goes on, and the program’s text is kept beside it', () => {
  code.edit('seal.mjs', 'typed since');
  programs({ written: { 'seal.mjs': 'written' } });
  expect(given()['work/seal.mjs']).toBe('typed since');
  expect(code.copies.value).toMatchObject([{ reason: 'beside', files: { 'seal.mjs': 'written' } }]);
  programs({ overwritten: { 'seal.mjs': 'written, and replaced at once' } });
  expect(code.copies.value[0]).toMatchObject({ files: { 'seal.mjs': 'written, and replaced at once' } });
  expect(both).toEqual(['seal.mjs', 'seal.mjs']);
});

test('a file that is typed in while a program removes it stays', () => {
  code.make('mine.txt');
  shared.give();
  code.edit('mine.txt', 'typed since');
  programs({ removed: ['mine.txt'] });
  expect(given()['work/mine.txt']).toBe('typed since');
});

test('a file of the lesson that a program removes is there again with the next change', () => {
  programs({ removed: ['seal.mjs'] });
  expect(given()['work/seal.mjs']).toBe('start');
});

test('what the editor cannot take stays in the terminal as it is, and its reason is told', () => {
  programs({
    written: {
      'out.der': new Uint8Array([0x30, 0x82, 0xff]),
      'bad.txt': new Uint8Array([0xff, 0xfe]),
      'big.txt': 'x'.repeat(64 * 1024 + 1),
      'lib/box.mjs': 'in a folder',
      'notes.txt': 'changed',
      'package.json': '{}',
      'seal.mjs': 'not\0text',
    },
    withheld: ['huge.pcap'],
  });
  expect(Object.fromEntries(shared.apart.value)).toEqual({
    ...{ 'out.der': 'ending', 'bad.txt': 'binary', 'big.txt': 'large', 'lib/box.mjs': 'outside' },
    ...{ 'notes.txt': 'read', 'package.json': 'reserved', 'seal.mjs': 'binary', 'huge.pcap': 'withheld' },
  });
  expect(code.files.value).toEqual(STARTER);
  expect(given()).toMatchObject({ 'work/notes.txt': 'changed', 'work/seal.mjs': 'not\0text' });
  code.edit('seal.mjs', 'typed over it');
  expect(given()['work/seal.mjs']).toBe('typed over it');
  programs({ written: { 'notes.txt': 'read me' }, removed: ['out.der', 'bad.txt', 'big.txt', 'lib/box.mjs'] });
  expect([...shared.apart.value.keys()]).toEqual(['package.json', 'huge.pcap']);
});

test('what a program makes of the bundle’s files stays so, and what only the shell had is there for the next one', () => {
  programs({ written: { 'pki/ca.pem': 'another' } });
  expect(given()['work/pki/ca.pem']).toBe('another');
  programs({ removed: ['pki/ca.pem'] });
  expect(given()).not.toHaveProperty('work/pki/ca.pem');
  shared.keep({ 'work/out.der': bytes('made'), 'work/seal.mjs': bytes('start') });
  expect(given()).toMatchObject({ 'work/out.der': 'made', 'work/seal.mjs': 'start' });
});
