import { runBy } from '../../course/run-by.ts';
import { onAct } from '../../ui/bench-acts.ts';
import type { Model } from '../model/model.ts';

/** Does what the lesson's text asks of the bench: its buttons, and files that it opens, whose tab then has the focus. */
export function followText(model: Model, root: HTMLElement, signal: AbortSignal): void {
  onAct(wanted => {
    // The text speaks of the lesson's program, whatever file is in front.
    if (wanted.act === 'run') return model.run(wanted.file ?? runBy(model.props.exercise));
    if (wanted.act === 'wire') return model.lookAtWire(wanted.file ?? runBy(model.props.exercise));
    if (wanted.act === 'row') return model.showRow(wanted);
    if (wanted.act === 'terminal') return model.prepare(wanted.command);
    if (wanted.act === 'check') return model.check();
    model.open(wanted.file);
    // A comparison that stood in its place is gone by then.
    requestAnimationFrame(() => tabOf(root, wanted.file)?.focus());
  }, signal);
}

function tabOf(root: HTMLElement, file: string): HTMLElement | undefined {
  return [...root.querySelectorAll<HTMLElement>('[role=tab]')].find(
    tab => tab.querySelector('.editor-tab-name')?.textContent === file,
  );
}
