import { expect, it } from 'vitest';

import { messageBeforeStack } from './message-line.ts';

const THROWN = `file:///work/seal.mjs:7
throw new Error('here');
      ^

Error: here
    at file:///work/seal.mjs:7:7
    at ModuleJob.run (node:internal/modules/esm/module_job:1:1)

Node.js v24.0.0
`;

const lineAt = (text: string): string | undefined => text.slice(messageBeforeStack(text)).split('\n')[0];

it('finds the message above the stack', () => {
  expect(lineAt(THROWN)).toBe('Error: here');
});

it('finds the last of several, and its first line', () => {
  const last = 'TypeError: two\n  lines of it\n    at a.mjs:1:1\n';
  expect(lineAt(`Error: one\n    at b.mjs:1:1\n${last}`)).toBe('TypeError: two');
});

it('finds nothing where nothing was thrown', () => {
  expect(messageBeforeStack('careful\n')).toBeUndefined();
  expect(messageBeforeStack('')).toBeUndefined();
});

it('begins at the start when a stack stands alone', () => {
  expect(messageBeforeStack('    at a.mjs:1:1\n')).toBe(0);
});
