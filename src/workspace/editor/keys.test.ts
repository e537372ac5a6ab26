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
  ])('%s is %s', (keys, command) => {
    expect(commandOf(press(keys))).toBe(command);
  });

  it('names the keys of the keyboard in front of the reader', () => {
    expect(keyNames('Win32').check).toBe('Ctrl+Enter');
    expect(keyNames('MacIntel').check).toBe('⌘ Enter');
  });
});

describe('TabEscape', () => {
  const nothingOpen = () => false;

  function after(...keys: string[]): boolean {
    const escape = new TabEscape();
    return keys.map(key => escape.press(press(key), nothingOpen)).at(-1)!;
  }

  it('leaves with Tab after Esc, forwards and backwards', () => {
    expect(after('Escape', 'Tab')).toBe(true);
    expect(after('Escape', 'Shift', 'Shift+Tab')).toBe(true);
  });

  it('indents with a Tab that comes alone or after another key', () => {
    expect(after('Tab')).toBe(false);
    expect(after('Escape', 'x', 'Tab')).toBe(false);
    expect(after('Escape', 'Tab', 'Tab')).toBe(false);
  });

  it('does not count an Esc that closed a list of suggestions', () => {
    const escape = new TabEscape();
    escape.press(press('Escape'), () => true);
    expect(escape.press(press('Tab'), nothingOpen)).toBe(false);
  });
});
