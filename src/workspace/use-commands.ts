import { useEffect } from 'preact/hooks';

import { commandOf, type EditorCommand } from './page/keys.ts';
import type { Model } from './model/model.ts';
import type { Panel } from './panels/panel.ts';
import type { Room } from './room/use-room.ts';

/** Run, Check and what else has a key, by key anywhere on the page and by the editor; what they fill comes to the front. */
export function useCommands(model: Model, panels: readonly Panel[], room: Room): (command: EditorCommand) => void {
  const perform = (command: EditorCommand): void => {
    if (command === 'run') model.run();
    else if (command === 'check') model.check();
    else if (command === 'format') void model.tools.format();
    else model.tools.keysShown.value = true;
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const command = commandOf(event);
      if (!command || event.defaultPrevented || event.repeat) return;
      // A dialog stands over the bench.
      if (document.querySelector('dialog[open]')) return;
      event.preventDefault();
      perform(command);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [model]);

  const busy = model.session.status.value !== 'idle';
  const task = model.session.task.value;
  useEffect(() => {
    const panel = busy && task && panels.find(({ filledBy }) => filledBy === task);
    if (panel) room.open(panel.id);
  }, [busy, task]);
  return perform;
}
