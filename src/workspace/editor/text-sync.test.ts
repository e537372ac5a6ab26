import { describe, expect, it } from 'vitest';

import { Echoes, singleEdit } from './text-sync.ts';

function applied(before: string, after: string): string {
  const edit = singleEdit(before, after);
  return edit ? before.slice(0, edit.start) + edit.text + before.slice(edit.end) : before;
}

describe('singleEdit', () => {
  it('touches only what differs', () => {
    expect(singleEdit('const a = 1;\n', 'const a = 23;\n')).toEqual({ start: 10, end: 11, text: '23' });
  });

  it('gives null for the same text', () => {
    expect(singleEdit('same', 'same')).toBeNull();
  });

  it.each([
    ['', 'new'],
    ['old', ''],
    ['aaa', 'aa'],
    ['aa', 'aaa'],
    ['abab', 'ab'],
    ['one\ntwo\n', 'two\n'],
    ['🙂', '🙃'],
    ['x🙂🙂', 'x🙂'],
    ['한글', '한국'],
  ])('turns %j into %j', (before, after) => {
    expect(applied(before, after)).toBe(after);
  });

  it('never cuts a surrogate pair in two', () => {
    const edit = singleEdit('a🙂b', 'a🙃b')!;
    expect(edit).toEqual({ start: 1, end: 3, text: '🙃' });
  });
});

describe('Echoes', () => {
  function sent(...texts: string[]): Echoes {
    const echoes = new Echoes();
    texts.forEach(text => echoes.sent(text, 0));
    return echoes;
  }

  it('knows what was sent, one behind the other', () => {
    const echoes = sent('a', 'ab');
    expect(echoes.take('a', 10)).toBe(true);
    expect(echoes.take('ab', 10)).toBe(true);
  });

  it('takes a text that was never sent for one from outside', () => {
    expect(sent('ab').take('starter', 10)).toBe(false);
  });

  it('takes an old text for one from outside once newer ones came back', () => {
    const echoes = sent('a', 'ab');
    echoes.take('ab', 10);
    expect(echoes.take('a', 10)).toBe(false);
  });

  it('takes a text for one from outside when the moment has passed, as Reset to what was typed long ago', () => {
    expect(sent('starter').take('starter', 5_000)).toBe(false);
  });
});
