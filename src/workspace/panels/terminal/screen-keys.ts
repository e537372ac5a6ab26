import type { Terminal } from '@xterm/xterm';

import { commandOf, isApple, TabEscape } from '../../page/keys.ts';

/** What of a screen takes keys. */
type Keyed = Pick<Terminal, 'attachCustomKeyEventHandler' | 'clearSelection' | 'hasSelection' | 'input'> & {
  buffer: { active: { type: 'normal' | 'alternate' } };
};

const ESC = '\x1b';

/**
 * Leaves to the page what is not for the shell: the bench's own keys, copying and pasting, and the Tab that leaves the
 * terminal (WCAG 2.1.2), which is any before the reader has typed or clicked, and one after Esc. At a prompt Esc means
 * something only with the key that follows, and waits for it: else the first letter of whoever comes back would be eaten.
 */
export function watchKeys(
  host: EventTarget,
  xterm: Keyed,
  onArmed: (armed: boolean) => void,
  signal: AbortSignal,
): void {
  const escape = new TabEscape();
  let held = false;
  const letGo = (): void => {
    if (held) xterm.input(ESC);
    held = false;
  };
  xterm.attachCustomKeyEventHandler(event => {
    if (commandOf(event) || isForClipboard(event, xterm.hasSelection())) return false;
    if (event.type !== 'keydown') return true;
    const leaves = escape.press(event, () => false);
    onArmed(escape.armed);
    if (leaves) held = false;
    if (event.key === 'Escape' || !escape.armed) letGo();
    held ||= event.key === 'Escape' && !event.isComposing && xterm.buffer.active.type === 'normal';
    return !leaves && !(held && event.key === 'Escape');
  });
  host.addEventListener('pointerdown', () => escape.enter(), { signal });
  host.addEventListener(
    'focusout',
    () => {
      held = false;
      escape.left();
      onArmed(false);
    },
    { signal },
  );
  // The next ctrl-C is the shell's again.
  host.addEventListener('copy', () => queueMicrotask(() => xterm.clearSelection()), { signal });
}

/** Ctrl-C copies what is selected, and without a selection is the shell's; Apple's keyboards have Cmd for both. */
function isForClipboard({ key, ctrlKey, altKey, metaKey }: KeyboardEvent, selected: boolean): boolean {
  if (!ctrlKey || altKey || metaKey || isApple(navigator.platform)) return false;
  return key.toLowerCase() === 'v' || (key.toLowerCase() === 'c' && selected);
}
