import { Icon } from '../../ui/Icon.tsx';
import { useBench } from '../bench-context.ts';
import './room.css';
import { Tabs } from './Tabs.tsx';
import type { Room } from './use-room.ts';

/** The one area below the code, or beside it: the panels behind their tabs. Those behind stay in the document. */
export function Lower({ room }: { room: Room }) {
  const bench = useBench();
  const { room: words } = bench.words;
  const { tabs, selected, folded } = room;
  return (
    <div class="ws-lower">
      <div class="ws-bar">
        <Tabs room={room} />
        <button
          type="button"
          class="ws-fold"
          aria-expanded={!folded}
          aria-controls="ws-panels"
          title={folded ? words.unfold : words.fold}
          onClick={() => room.fold(!folded)}
        >
          <span class="sr-only">{words.panels}</span>
          <Icon name={folded ? 'chevron-up' : 'chevron-down'} />
        </button>
      </div>
      <div class="ws-panels" id="ws-panels">
        {tabs.map(({ id, component: Component, title }) => (
          <div
            key={id}
            class="ws-panel"
            role="tabpanel"
            id={`ws-panel-${id}`}
            aria-labelledby={`ws-tab-${id}`}
            hidden={id !== selected.id}
          >
            <Component title={title(bench)} />
          </div>
        ))}
      </div>
    </div>
  );
}
