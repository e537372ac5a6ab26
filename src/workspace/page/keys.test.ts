import { describe, expect, it } from 'vitest';

import { commandOf, keyNames, TabEscape, type KeyPress } from './keys.ts';

function press(keys: string): KeyPress {
  const parts = keys.split('+');
  return {
    key: parts.at(-1)!,
    ctrlKey: parts.includes('Ctrl'),
    metaKey: parts.includes('Cmd'),
    shiftKey: parts.includes('Shift'),
    altKey: parts.includes('Alt'),
  };
}

describe('commandOf', () => {
  it.each([
    ['Ctrl+Enter', 'check'],
    ['Cmd+Enter', 'check'],
    ['Ctrl+Shift+Enter', 'run'],
    ['Cmd+Shift+Enter', 'run'],
    ['Enter', null],
    ['Shift+Enter', null],
    ['Alt+Enter', null],
    ['Ctrl+Alt+Enter', null],
    ['Ctrl+s', null],
    ['Shift+Alt+F', 'format'],
    ['Shift+Alt+f', 'format'],
    ['Alt+f', null],
    ['Ctrl+Shift+Alt+F', null],
    ['F1', 'keys'],
    ['Shift+Alt+F1', null],
  ])('%s is %s', (keys, command) => {
    expect(commandOf(press(keys))).toBe(command);
  });

  it('goes by the place of a letter where the keyboard writes another', () => {
    for (const key of ['Ï', 'ㄹ', 'Process']) {
      expect(commandOf({ ...press('Shift+Alt+x'), key, code: 'KeyF' })).toBe('format');
    }
    expect(commandOf({ ...press('Shift+Alt+u'), code: 'KeyF' })).toBeNull();
  });

  it('names the keys of the keyboard in front of the reader', () => {
    expect(keyNames('Win32').check).toBe('Ctrl+Enter');
    expect(keyNames('MacIntel').check).toBe('⌘ Enter');
  });
});

describe('TabEscape', () => {
  const nothingOpen = () => false;

  function escaper(): TabEscape {
    const escape = new TabEscape();
    escape.enter();
    return escape;
  }

  function after(escape: TabEscape, ...keys: string[]): boolean {
    return keys.map(key => escape.press(press(key), nothingOpen)).at(-1)!;
  }

  it('leaves with Tab after Esc, forwards and backwards', () => {
    expect(after(escaper(), 'Escape', 'Tab')).toBe(true);
    expect(after(escaper(), 'Escape', 'Shift', 'Shift+Tab')).toBe(true);
  });

  it('indents with a Tab that comes alone or after another key', () => {
    expect(after(escaper(), 'Tab')).toBe(false);
    expect(after(escaper(), 'Escape', 'x', 'Tab')).toBe(false);
    expect(after(escaper(), 'Escape', 'Tab', 'Tab')).toBe(false);
  });

  it('leaves with every Tab of a reader who only passes through', () => {
    const passing = new TabEscape();
    expect(['Tab', 'Tab', 'Shift', 'Shift+Tab'].map(key => after(passing, key))).toEqual([true, true, false, true]);
    expect(after(passing, 'Escape', 'Tab')).toBe(true);
  });

  it.each(['x', 'Enter', 'ArrowDown', 'Ctrl+Home'])('indents once the reader has come in by %s', key => {
    expect(after(new TabEscape(), key, 'Tab')).toBe(false);
  });

  it('moves on again for who comes back later', () => {
    const escape = escaper();
    escape.left();
    expect(after(escape, 'Tab')).toBe(true);
  });

  it('does not count an Esc that closed a list of suggestions', () => {
    const escape = escaper();
    escape.press(press('Escape'), () => true);
    expect(escape.press(press('Tab'), nothingOpen)).toBe(false);
  });
});
