import { describe, expect, test } from 'vitest';
import { createFilesAhead, filesMissing } from './staged-files.ts';

const RUN = { program: 'work/main.mjs', files: { 'package.json': '{}', 'work/main.mjs': 'starter' } };
const CHECK = { program: 'check/run.mjs', files: { ...RUN.files, 'check/run.mjs': 'check' } };

describe('what is written ahead', () => {
  test('nothing, while nothing is known', () => expect(createFilesAhead().common()).toEqual({}));

  test('what all known programs have, and nothing that one of them must not see', () => {
    const ahead = createFilesAhead();
    ahead.learn([CHECK, RUN]);
    expect(ahead.common()).toEqual(RUN.files);
  });

  test('as the reader had it last', () => {
    const ahead = createFilesAhead();
    ahead.learn([RUN, CHECK]);
    ahead.saw({ ...CHECK, files: { ...CHECK.files, 'work/main.mjs': 'first draft' } });
    ahead.saw({ ...RUN, files: { ...RUN.files, 'work/main.mjs': 'second draft' } });
    expect(ahead.common()).toEqual({ 'package.json': '{}', 'work/main.mjs': 'second draft' });
  });

  test('only the beginning, where the order differs', () => {
    const ahead = createFilesAhead();
    ahead.learn([RUN]);
    ahead.saw({
      program: 'work/other.mjs',
      files: { 'package.json': '{}', 'work/a.mjs': '', 'work/main.mjs': 'starter' },
    });
    expect(Object.keys(ahead.common())).toEqual(['package.json']);
  });

  test('a lesson that begins, or a run that was refused, leaves nothing of what was', () => {
    const ahead = createFilesAhead();
    ahead.saw(RUN);
    ahead.learn([CHECK]);
    expect(ahead.common()).toEqual(CHECK.files);
    ahead.learn([]);
    expect(ahead.common()).toEqual({});
  });

  test('fits what is certain to come next', () => {
    const ahead = createFilesAhead();
    ahead.learn([CHECK]);
    const next = { program: 'work/x.mjs', files: { 'work/x.mjs': '' } };
    expect(filesMissing(next.files, ahead.common(next))).toEqual(next.files);
  });
});

describe('what is missing', () => {
  test('what was not written, or has changed since', () => {
    const files = { ...CHECK.files, 'work/main.mjs': 'draft' };
    expect(filesMissing(files, RUN.files)).toEqual({ 'work/main.mjs': 'draft', 'check/run.mjs': 'check' });
    expect(filesMissing(RUN.files, RUN.files)).toEqual({});
  });

  test('bytes are compared, not arrays', () => {
    const bytes = (...values: number[]) => ({ 'work/a': Uint8Array.of(...values) });
    expect(filesMissing(bytes(1, 2), bytes(1, 2))).toEqual({});
    expect(filesMissing(bytes(1, 2), bytes(1, 3))).toEqual(bytes(1, 2));
    expect(filesMissing(bytes(1, 2), bytes(1))).toEqual(bytes(1, 2));
    expect(filesMissing({ 'work/a': '\u0001' }, bytes(1))).toEqual({ 'work/a': '\u0001' });
  });

  test('cannot be told when the machine has a file too many, or in another place', () => {
    expect(filesMissing(RUN.files, CHECK.files)).toBeUndefined();
    expect(filesMissing({ 'work/main.mjs': 'starter', 'package.json': '{}' }, RUN.files)).toBeUndefined();
  });
});
