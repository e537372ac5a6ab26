import type { RefObject } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';

import { commandOf, TabEscape, type EditorCommand } from '../page/keys.ts';

/** Whatever Monaco has open that Esc closes first. */
const OPEN_WIDGETS = [
  '.suggest-widget.visible',
  '.parameter-hints-widget.visible',
  '.find-widget.visible',
  '.rename-box',
].join(', ');

/**
 * Key presses that mean the same whichever editor stands there: the commands, and the way out. Caught on their
 * way down, so that Monaco never sees them. `armed`: Esc was pressed, Tab leaves; `inside`: the focus is here;
 * `composing`: an input method is in the middle of a syllable.
 */
export function useEditorKeys(root: RefObject<HTMLElement>, onCommand: (command: EditorCommand) => void) {
  const send = useRef(onCommand);
  send.current = onCommand;
  const composing = useComposing(root);
  const [armed, setArmed] = useState(false);
  const [inside, setInside] = useState(false);

  const handlers = useMemo(() => {
    const escape = new TabEscape();
    let held = false;

    const onKeyDownCapture = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
      const command = commandOf(event);
      if (command) {
        event.preventDefault();
        event.stopPropagation();
        if (!held) afterComposition(event, () => send.current(command));
        held = true;
        return;
      }
      const widget = () => event.currentTarget.querySelector(OPEN_WIDGETS) !== null;
      // Monaco would indent; the browser, left alone, moves on. In the plain box Tab always does.
      if (inPanel(event.target) && escape.press(event, widget) && inMonaco(event.target)) event.stopPropagation();
      setArmed(escape.armed);
    };

    return {
      onKeyDownCapture,
      // Apple's keyboards tell no key-up of Enter while Cmd is down.
      onKeyUpCapture: () => {
        held = false;
      },
      onPointerDownCapture: (event: PointerEvent) => {
        if (inPanel(event.target)) escape.enter();
      },
      onFocusIn: () => setInside(true),
      onFocusOut: ({ relatedTarget }: FocusEvent) => {
        // Monaco takes over from the plain box, or another window lies over this one: the reader is still in the code.
        if (inPanel(relatedTarget) || !document.hasFocus()) return;
        escape.left();
        setArmed(false);
        setInside(false);
      },
    };
  }, []);

  return { handlers, armed, inside, composing };
}

/** Preact knows these events by no property, so they are listened to by hand. */
function useComposing(root: RefObject<HTMLElement>) {
  const composing = useRef(false);
  useEffect(() => {
    const off = new AbortController();
    const note = (event: Event) => {
      composing.current = event.type === 'compositionstart';
    };
    for (const type of ['compositionstart', 'compositionend']) {
      root.current!.addEventListener(type, note, { capture: true, signal: off.signal });
    }
    return () => off.abort();
  }, []);
  return composing;
}

function inMonaco(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.monaco-editor') !== null;
}

function inPanel(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.editor-panel') !== null;
}

/** A command in the middle of a syllable waits for the syllable, which would be missing from the text else. */
function afterComposition(event: KeyboardEvent & { currentTarget: HTMLElement }, run: () => void): void {
  if (!event.isComposing) {
    run();
    return;
  }
  event.currentTarget.addEventListener('compositionend', () => setTimeout(run), { once: true });
}
