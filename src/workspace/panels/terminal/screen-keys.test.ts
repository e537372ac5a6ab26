import { beforeEach, expect, test } from 'vitest';

import { watchKeys } from './screen-keys.ts';

type Handler = (event: KeyboardEvent) => boolean;

let host: EventTarget;
let handle: Handler;
let armed: boolean;
let screen: { type: 'normal' | 'alternate'; selected: boolean };
/** What reached the shell: keys by name, and Esc as it is typed in later. */
let reached: string[];

beforeEach(() => {
  host = new EventTarget();
  [reached, screen, armed] = [[], { type: 'normal', selected: false }, false];
  const xterm = {
    attachCustomKeyEventHandler: (handler: Handler) => {
      handle = handler;
    },
    clearSelection: () => {
      screen.selected = false;
    },
    hasSelection: () => screen.selected,
    input: (data: string) => void reached.push(data === '\x1b' ? 'Esc' : data),
    get buffer() {
      return { active: screen };
    },
  };
  const onArmed = (on: boolean): void => {
    armed = on;
  };
  watchKeys(host, xterm, onArmed, new AbortController().signal);
});

/** Presses keys; gives those that were left to the page. */
function press(...keys: string[]): string[] {
  return keys.filter(name => {
    const ctrlKey = name.startsWith('Ctrl+');
    const key = name.replace('Ctrl+', '');
    const held = { ctrlKey, altKey: false, metaKey: false, shiftKey: false, isComposing: false };
    const shell = handle({ type: 'keydown', key, ...held } as KeyboardEvent);
    if (shell) reached.push(name);
    return !shell;
  });
}

test('Tab moves on until the reader has typed, then is the shell’s, and leaves after Esc', () => {
  expect(press('Tab')).toEqual(['Tab']);
  expect(press('l', 'Tab')).toEqual([]);
  expect(press('Escape', 'Shift', 'Tab')).toEqual(['Escape', 'Tab']);
  expect(reached).toEqual(['l', 'Tab', 'Shift']);
});

test('a click makes Tab the shell’s', () => {
  host.dispatchEvent(new Event('pointerdown'));
  expect(press('Tab')).toEqual([]);
});

test('Esc at a prompt comes with the key that follows it, and not at all to who leaves', () => {
  press('Escape', 'b', 'Escape', 'Escape', 'x');
  expect(reached).toEqual(['Esc', 'b', 'Esc', 'Esc', 'x']);
  press('Escape', 'Tab');
  host.dispatchEvent(new Event('focusout'));
  expect(armed).toBe(false);
  press('e');
  expect(reached.at(-2)).toBe('x');
});

test('in a program that has the whole screen Esc comes at once', () => {
  screen.type = 'alternate';
  expect(press('Escape')).toEqual([]);
  expect(reached).toEqual(['Escape']);
  expect(armed).toBe(true);
});

test('the bench’s keys, pasting, and copying what is selected are the page’s', () => {
  expect(press('Ctrl+Enter', 'F1', 'Ctrl+v')).toEqual(['Ctrl+Enter', 'F1', 'Ctrl+v']);
  expect(press('Ctrl+c')).toEqual([]);
  screen.selected = true;
  expect(press('Ctrl+c')).toEqual(['Ctrl+c']);
});
