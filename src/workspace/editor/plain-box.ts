import { singleEdit } from './text-sync.ts';

/** What Monaco takes over from the plain box. */
export interface Caret {
  start: number;
  end: number;
  focused: boolean;
}

/** The text box of the file on the screen. */
export function visibleBox(root: HTMLElement): HTMLTextAreaElement | null {
  return root.querySelector<HTMLTextAreaElement>('.editor-file:not([hidden]) .editor-box');
}

export function caretOf(box: HTMLTextAreaElement): Caret {
  const [start, end] = [box.selectionStart, box.selectionEnd];
  const focused = document.activeElement === box;
  return box.selectionDirection === 'backward' ? { start: end, end: start, focused } : { start, end, focused };
}

/** Resolves when no input method is in the middle of a syllable, which taking the box away would break off. */
export function compositionEnd(root: HTMLElement, composing: boolean): Promise<void> {
  if (!composing) return Promise.resolve();
  return new Promise(resolve => {
    root.addEventListener('compositionend', () => setTimeout(resolve), { once: true });
  });
}

/**
 * Gives a box another text in a way that its own undo can take back. Only typing is undoable to a browser, so
 * the change is typed: the box has the focus for that moment, and hands it back.
 */
export function replaceUndoably(box: HTMLTextAreaElement, text: string): void {
  const edit = singleEdit(box.value, text);
  if (!edit) return;
  if (box.readOnly || !typed(box, edit.start, edit.end, edit.text)) box.value = text;
}

function typed(box: HTMLTextAreaElement, start: number, end: number, text: string): boolean {
  const before = document.activeElement;
  const { selectionStart, selectionEnd } = box;
  box.focus({ preventScroll: true });
  if (document.activeElement !== box) return false;
  box.setSelectionRange(start, end);
  const done = text === '' ? document.execCommand('delete') : document.execCommand('insertText', false, text);
  if (before !== box) {
    box.setSelectionRange(Math.min(selectionStart, box.value.length), Math.min(selectionEnd, box.value.length));
    box.blur();
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  }
  return done;
}

/** Keeps the caret's line in sight when the place of the boxes gets smaller; returns what ends that. */
export function keepCaretInSight(root: HTMLElement): () => void {
  const files = root.querySelector('.editor-files')!;
  let before = files.clientHeight;
  const sizes = new ResizeObserver(() => {
    const line = files.clientHeight < before ? lineOfCaret(root) : undefined;
    const { top } = files.getBoundingClientRect();
    const place = line?.getBoundingClientRect();
    if (place && place.top >= top && place.top < top + before)
      files.scrollTop += Math.max(0, place.bottom - top - files.clientHeight);
    before = files.clientHeight;
  });
  sizes.observe(files);
  return () => sizes.disconnect();
}

/** The static code lies line by line under the box. */
function lineOfCaret(root: HTMLElement): Element | undefined {
  const box = visibleBox(root);
  if (!box) return undefined;
  const at = box.value.slice(0, box.selectionEnd).split('\n').length - 1;
  return box.parentElement!.querySelectorAll('.editor-static .line')[at];
}
