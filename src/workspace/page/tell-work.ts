import { effect } from '@preact/signals';

import { progressSink } from '../../progress/index.ts';
import type { Model } from '../model/model.ts';

/** Characters of a run's output that are told: its end. */
const TOLD = 8000;

/** Tells the page's sink, where it has one, of each change of the reader's code and of each run that has ended. */
export function tellWork({ code, session, props }: Model, signal: AbortSignal): void {
  const drafts = effect(() => {
    const files = code.files.value;
    // The starter is nobody's work.
    if (code.changed.value || code.own.value.length > 0) progressSink()?.draft(props.slug, files);
  });
  const runs = effect(() => {
    const ended = session.ended.value;
    if (!ended || session.recalled.peek()) return;
    const said = session.output.view.peek().blocks.map(({ text }) => text);
    const run = { program: ended.program, said: said.join('').slice(-TOLD), code: ended.exit.code };
    progressSink()?.ran(props.slug, code.files.peek(), run);
  });
  signal.addEventListener('abort', () => {
    drafts();
    runs();
  });
}
