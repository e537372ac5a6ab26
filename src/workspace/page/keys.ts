export type EditorCommand = 'run' | 'check' | 'format' | 'keys';

/** What the handlers below read of a KeyboardEvent. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'> & { code?: string };

/**
 * Ctrl+Enter (Cmd on Apple's) checks, with Shift it runs; Alt+Enter stays with the editor's own search box. Shift+Alt+F
 * formats, as in VS Code, and F1 lists the keys.
 */
export function commandOf(press: KeyPress): EditorCommand | null {
  const { shiftKey, altKey, ctrlKey, metaKey } = press;
  if (press.key === 'F1' && !shiftKey && !altKey && !ctrlKey && !metaKey) return 'keys';
  if (shiftKey && altKey && !ctrlKey && !metaKey && letterOf(press) === 'f') return 'format';
  if (press.key !== 'Enter' || press.altKey || press.ctrlKey === press.metaKey) return null;
  return press.shiftKey ? 'run' : 'check';
}

/** With Alt, Apple's keyboards write another character, and while Hangul is on every keyboard does: then the key's place. */
function letterOf({ key, code = '' }: KeyPress): string {
  return (/^[a-z]$/i.test(key) ? key : code.slice('Key'.length)).toLowerCase();
}

export interface KeyNames {
  check: string;
  run: string;
  /** Switches what Tab does in the full editor. */
  tab: string;
  /** Sets the full editor up for screen readers, and back. */
  accessible: string;
  format: string;
  /** What is held for undo, find and the like. */
  control: string;
  alt: string;
}

/** The keys as this reader's keyboard has them; the server, which cannot know, says Ctrl. */
export function keyNames(platform = ''): KeyNames {
  return isApple(platform)
    ? {
        check: '⌘ Enter',
        run: '⌘ Shift Enter',
        tab: 'Ctrl+Shift+M',
        accessible: '⌥ Shift F1',
        format: '⌥ Shift F',
        control: '⌘ ',
        alt: '⌥ ',
      }
    : {
        check: 'Ctrl+Enter',
        run: 'Ctrl+Shift+Enter',
        tab: 'Ctrl+M',
        accessible: 'Shift+Alt+F1',
        format: 'Shift+Alt+F',
        control: 'Ctrl+',
        alt: 'Alt+',
      };
}

/** Whether a `navigator.platform` is one of Apple's, where Cmd does what Ctrl does elsewhere. */
export function isApple(platform: string): boolean {
  return /mac|iphone|ipad/i.test(platform);
}

const MODIFIERS = ['Shift', 'Control', 'Alt', 'Meta'];

/**
 * What Tab does in the editor (WCAG 2.1.2, no keyboard trap). It moves on until the reader has come in on purpose, by a
 * click or any other key: whoever only passes through changes nothing. From then on it indents; Esc makes the next Tab
 * leave, and any other key takes that back.
 */
export class TabEscape {
  #armed = false;
  #entered = false;

  get armed(): boolean {
    return this.#armed;
  }

  /** Gives true if this press is the Tab that leaves. An Esc that closes a list of suggestions does not count. */
  press({ key, ctrlKey, metaKey, altKey }: KeyPress, closesSomething: () => boolean): boolean {
    if (MODIFIERS.includes(key)) return false;
    const tab = key === 'Tab' && !ctrlKey && !metaKey && !altKey;
    const leaves = tab && (this.#armed || !this.#entered);
    this.#armed = key === 'Escape' && !closesSomething();
    if (!tab && key !== 'Escape') this.#entered = true;
    return leaves;
  }

  /** The reader has clicked into the code. */
  enter(): void {
    this.#entered = true;
  }

  /** The focus has gone elsewhere. */
  left(): void {
    this.#armed = false;
    this.#entered = false;
  }
}
