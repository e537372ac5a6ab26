import { describe, expect, it } from 'vitest';

import { LANGS, stringsFor } from '../../i18n/strings.ts';
import { createNodeRuntime } from '../../runtimes/node/node-runtime.ts';
import { runToEnd } from '../../runtimes/run-to-end.ts';
import { adviceOn, errorsIn } from './advice.ts';
import { insteadOf } from './packages.ts';

const {
  workspace: { advice: words },
} = stringsFor('en');

/** What real Node says of a program, and what we say to that. */
async function advised(files: Record<string, string>): Promise<string | undefined> {
  const runtime = createNodeRuntime();
  await runtime.mount(Object.fromEntries(Object.entries(files).map(([name, text]) => [`work/${name}`, text])));
  const { text } = await runToEnd(runtime, { program: `work/${Object.keys(files)[0]}` });
  await runtime.dispose();
  return adviceOn(errorsIn(text.stderr), words);
}

describe('advice on what Node says', () => {
  it.each([
    [
      'an import',
      { 'a.mjs': `import express from 'express';` },
      '`express` cannot be imported. Node’s own way: `node:http`',
    ],
    ['an import of a part', { 'a.mjs': `import fp from 'lodash/fp';` }, '`lodash`'],
    ['an import while running', { 'a.mjs': `await import('ws');` }, '`node:net`'],
    [
      'a scoped one',
      { 'a.mjs': `import '@noble/hashes/sha2.js';` },
      '`@noble/hashes` cannot be imported. Node’s own way: `node:crypto`',
    ],
    [
      'an unknown one',
      { 'a.mjs': `import 'left-pad-of-mine';` },
      '`left-pad-of-mine` cannot be imported: only Node’s own',
    ],
    ['a require', { 'a.cjs': `require('bcrypt');` }, '`crypto.scrypt()`'],
    [
      'a name that every object has',
      { 'a.mjs': `import 'constructor';` },
      '`constructor` cannot be imported: only Node’s own',
    ],
  ])('knows a package of npm in %s', async (_, files, part) => expect(await advised(files)).toContain(part));

  it.each([
    ['require', { 'a.mjs': `const fs = require('fs');` }],
    ['dirname', { 'a.mjs': `console.log(__dirname);` }],
    ['import', { 'a.cjs': `import fs from 'node:fs';` }],
    [
      'takenPort',
      {
        'a.mjs': `import { createServer } from 'node:net';
      const one = createServer().listen(0, () => createServer().listen(one.address().port));`,
      },
    ],
    ['internet', { 'a.mjs': `import 'https://nowhere.invalid/x.mjs';` }],
    ['wasm', { 'a.mjs': `delete globalThis.WebAssembly; WebAssembly.compile;` }],
    [
      'wasm',
      { 'a.mjs': `throw new TypeError('fetch failed', { cause: new ReferenceError('WebAssembly is not defined') });` },
    ],
  ] as const)('knows %s', async (key, files) => expect(await advised(files)).toBe(words[key]));

  it.each([
    ['memory', 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'],
    ['memory', 'RangeError: Array buffer allocation failed'],
    ['lowPort', 'Error: listen EACCES: permission denied 0.0.0.0:80'],
    ['internet', 'Error: getaddrinfo EAI_AGAIN example.org'],
    ['internet', '[cause]: Error: getaddrinfo ENOTFOUND example.org'],
  ] as const)('knows %s by its line', (key, line) => {
    expect(adviceOn(errorsIn(`x\n  ${line}\n    at y`), words)).toBe(words[key].replace('{n}', '80'));
  });

  it.each([
    ['a file that is not there', { 'a.mjs': `import '../output/b.mjs';` }],
    ['a file that is not there, required', { 'a.cjs': `require('./b');` }],
    ['a module that Node does not have', { 'a.mjs': `import 'node:nothing';` }],
    ["the learner's own error", { 'a.mjs': `throw new Error('I could not say: Cannot find package');` }],
    ['words that are no error', { 'a.mjs': `console.error("Cannot find package 'ws' imported from nowhere");` }],
  ])('says nothing of %s', async (_, files) => expect(await advised(files)).toBeUndefined());

  it('is bounded on a line without an end', () => {
    expect(errorsIn(`${'Error'.repeat(2_000)}\n${'TypeError [A'.repeat(1_000)}`)).toEqual([]);
  });

  it.each(LANGS)('is there for every error in %s, without a place unfilled', lang => {
    const own = stringsFor(lang).workspace.advice;
    for (const message of ["Cannot find package 'ws'", "Cannot find module 'x'", 'Array buffer allocation failed']) {
      expect(adviceOn([message], own)).toMatch(/^[^{}]+$/);
    }
  });

  it('knows a stand-in for a package and none for a property of every object', () => {
    expect(insteadOf('jsonwebtoken')).toContain('createHmac');
    expect(insteadOf('toString')).toBeUndefined();
  });
});
