import { useEffect, useRef } from 'preact/hooks';

import type { Model } from './model/model.ts';
import type { Room } from './room/use-room.ts';

/** Brings to the front what the text has the reader look at: the wire once something has crossed it, and the terminal. */
export function useLooks({ looks, session, tools, wireShown }: Model, room: Room): void {
  const busy = session.status.value !== 'idle';
  const wasBusy = useRef(false);
  const atWire = looks.atWire.value;
  const terminal = looks.terminal.value;
  // After the effect of useCommands, which shows what the run prints.
  useEffect(() => {
    if (atWire && busy) wireShown.value = true;
    if (atWire && !busy && wasBusy.current) {
      looks.atWire.value = false;
      if (session.wire.without.peek()) tools.say(words => words.wire.none);
    }
    wasBusy.current = busy;
  }, [atWire, busy]);
  useEffect(() => {
    if (terminal === 0) return;
    room.open('terminal');
    // A panel behind another takes no focus: it is in front by then.
    requestAnimationFrame(focusTerminal);
  }, [terminal]);
}

/** Where one types, if that is there; it takes the focus from the panel when it comes. */
function focusTerminal(): void {
  const panel = document.querySelector<HTMLElement>('.ws-terminal');
  const keys = panel?.querySelector<HTMLElement>('.ws-stdin input, .xterm-helper-textarea');
  (keys ?? panel)?.focus({ preventScroll: true });
}
