import { useEffect, useRef, useState } from 'preact/hooks';

import type { WireRowPlace } from '../../../course/hands-on.ts';
import type { Message } from '../../../wire/read.ts';
import { useBench } from '../../bench-context.ts';

/** The place of the `nth` message of this name that this side has said, from 0; undefined where it has not. */
export function placeOfRow(messages: readonly Message[], { message, from, nth }: WireRowPlace): number | undefined {
  let left = nth;
  const at = messages.findIndex(({ name, side }) => name === message && side === from && --left === 0);
  return at < 0 ? undefined : at;
}

interface Wanted {
  /** The key of the row that the text has sent the reader to, until they choose another. */
  key: string | undefined;
  /** All is read, and there is no such message. */
  missing: boolean;
  leave: () => void;
}

/** The row of the table that the text has sent the reader to; it gets the focus. */
export function useWantedRow(messages: readonly Message[], done: boolean): Wanted {
  const {
    model: { looks },
  } = useBench();
  const wanted = looks.row.value;
  const [left, leave] = useState(0);
  const focused = useRef(0);
  const at = wanted && wanted.nonce > left ? placeOfRow(messages, wanted) : undefined;
  useEffect(() => {
    if (at === undefined || focused.current === wanted!.nonce) return;
    focused.current = wanted!.nonce;
    focusRow();
  }, [at, wanted]);
  return {
    key: at === undefined ? undefined : String(at),
    missing: done && wanted !== undefined && wanted.nonce > left && at === undefined,
    leave: () => leave(wanted?.nonce ?? 0),
  };
}

/** From the text or from nowhere: who has gone elsewhere meanwhile stays there. */
function focusRow(): void {
  const focus = document.activeElement;
  if (focus !== document.body && !focus?.closest('[data-act], .ws-wire')) return;
  document.querySelector<HTMLElement>('.ws-wire [role="grid"] [tabindex="0"]')?.focus({ preventScroll: true });
}
