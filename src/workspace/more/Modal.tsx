import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

import './modal.css';

interface Props {
  /** Id of its heading. */
  labelledBy: string;
  onClose(): void;
  children: (close: () => void) => ComponentChildren;
}

/** A dialog over the page; the browser keeps the focus in it, and gives it back to where it was. */
export function Modal({ labelledBy, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current!.showModal(), []);
  const close = (): void => dialog.current?.close();
  return (
    <dialog
      ref={dialog}
      class="ws-modal"
      aria-labelledby={labelledBy}
      onClose={onClose}
      // Escape closes the dialog, and nothing below it.
      onKeyDown={event => event.key === 'Escape' && event.stopPropagation()}
      onClick={event => event.target === dialog.current && close()}
    >
      <div class="ws-modal-sheet">{children(close)}</div>
    </dialog>
  );
}
