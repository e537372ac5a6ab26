import { useRef } from 'preact/hooks';

import { useBench } from '../bench-context.ts';
import { nextTab } from '../editor/FileTabs.tsx';
import type { Room } from './use-room.ts';

/** The panels by name (ARIA Authoring Practices, Tabs with automatic activation): one stop of Tab, arrows inside. */
export function Tabs({ room: { tabs, selected, select } }: { room: Room }) {
  const bench = useBench();
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = nextTab(event.key, tabs.indexOf(selected), tabs.length);
    if (to === null) return;
    event.preventDefault();
    select(tabs[to]!.id);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[to]?.focus();
  };
  return (
    <div class="ws-tabs" role="tablist" aria-label={bench.words.room.panels} ref={list} onKeyDown={onKeyDown}>
      {tabs.map(({ id, title, tally }) => {
        const far = tally?.(bench);
        return (
          <button
            key={id}
            type="button"
            role="tab"
            id={`ws-tab-${id}`}
            aria-selected={id === selected.id}
            aria-controls={`ws-panel-${id}`}
            tabIndex={id === selected.id ? 0 : -1}
            onClick={() => select(id)}
          >
            {title(bench)}
            {far && <span class="ws-far"> {far}</span>}
          </button>
        );
      })}
    </div>
  );
}
