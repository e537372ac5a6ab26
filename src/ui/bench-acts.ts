/**
 * What a page's text asks of its bench; Run runs the lesson's program unless the text names another file. `wire` runs it
 * and shows what crossed the wire, `row` shows there the `nth` message of this name (from 1) that this side has said, and
 * `terminal` puts a command into the terminal.
 */
export type BenchAct =
  | { act: 'run'; file?: string }
  | { act: 'wire'; file?: string }
  | { act: 'check' }
  | { act: 'open'; file: string }
  | { act: 'row'; message: string; from: 'client' | 'server'; nth: number }
  | { act: 'terminal'; command: string };

declare global {
  interface DocumentEventMap {
    /** Cancelled by the bench that takes it on. */
    'handshake:act': CustomEvent<BenchAct>;
  }
}

/** Asks the bench of this page for something; false when none is there to do it, or not yet. */
export function askBench(act: BenchAct, page: Document = document): boolean {
  return !page.dispatchEvent(new CustomEvent('handshake:act', { detail: act, cancelable: true }));
}

/** Has a bench do what the page's text asks for. */
export function onAct(perform: (act: BenchAct) => void, signal: AbortSignal, page: Document = document): void {
  page.addEventListener(
    'handshake:act',
    event => {
      event.preventDefault();
      perform(event.detail);
    },
    { signal },
  );
}
