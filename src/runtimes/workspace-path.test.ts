import { describe, expect, test } from 'vitest';
import { assertFiles, assertRequest, assertWorkspacePath } from './workspace-path.ts';

describe('a path in the workspace', () => {
  test.each(['work/main.mjs', 'package.json', 'work/한글 이름.txt', 'work/..notes', 'a/b/c/d'])('may be %s', path => {
    expect(assertWorkspacePath(path)).toBe(path);
  });

  test.each([
    ['', 'is empty'],
    ['/etc/passwd', 'is absolute'],
    ['../up', 'leaves the workspace'],
    ['work/../../up', 'leaves the workspace'],
    ['work//x', 'empty or "." part'],
    ['./x', 'empty or "." part'],
    ['work\\x', 'backslash'],
    ['work/x\0', 'NUL'],
    [`work/${'x'.repeat(256)}`, 'longer than 255 bytes'],
    ['work/\ud800', 'well-formed'],
  ])('is refused when it is %j, and says why', (path, why) => {
    expect(() => assertWorkspacePath(path)).toThrow(why);
    expect(() => assertWorkspacePath(path)).toThrow('relative to the workspace root');
  });
});

test('a file cannot be a folder too', () => {
  expect(() => assertFiles({ work: 'x', 'work/main.mjs': 'y' })).toThrow('both a file and the folder');
  expect(() => assertFiles({ 'work-a': 'x', 'work/main.mjs': 'y' })).not.toThrow();
});

test('a run may work in the root, but not outside it', () => {
  expect(() => assertRequest({ program: 'work/main.mjs', cwd: '.' })).not.toThrow();
  expect(() => assertRequest({ program: 'work/main.mjs', cwd: '..' })).toThrow('cwd path');
  expect(() => assertRequest({ program: '/bin/sh' })).toThrow('program path');
});
