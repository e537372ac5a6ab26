import { useLayoutEffect, useRef, useState } from 'preact/hooks';

import type { WireWords } from '../../i18n/wire-words.ts';
import { placesOf } from './Drawing.tsx';
import { laneLabel, laneName, laneTitle } from './lane-words.ts';
import type { Lanes } from './lanes.ts';
import { MessageRow } from './MessageRow.tsx';
import type { WireRow } from './rows.ts';
import { ROW, rowAfterKey, rowsInSight, scrolledTo, stepOf } from './window.ts';

export interface MessageTableProps {
  rows: readonly WireRow[];
  lanes: Lanes;
  /** By its key. */
  chosen: string | undefined;
  choose: (key: string) => void;
  /** Rows that something is to be said of, by their keys, with what. */
  marks?: ReadonlyMap<string, string>;
  words: WireWords;
}

/** The messages in their order, with the sequence diagram drawn from them: one tab stop, the arrow keys choose. */
export function MessageTable({ rows, lanes, chosen, choose, marks, words }: MessageTableProps) {
  const box = useRef<HTMLDivElement>(null);
  const byKey = useRef(false);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(ROW * 10);
  const at = rows.findIndex(({ key }) => key === chosen);
  useHeight(box, setHeight);
  useLayoutEffect(() => {
    const element = box.current!;
    if (at >= 0) element.scrollTop = scrolledTo(at, element.scrollTop, element.clientHeight - HEAD);
    if (!byKey.current) return;
    byKey.current = false;
    element.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
  }, [chosen]);
  // Rows come and go while the list scrolls: one that is taken out with the focus gives it to who takes its place.
  const within = useRef(false);
  useLayoutEffect(() => {
    if (within.current && document.activeElement === document.body)
      box.current!.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
  });

  const onKeyDown = (event: KeyboardEvent): void => {
    const next = rowAfterKey(event.key, Math.max(0, at), rows.length - 1);
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    byKey.current = next !== at;
    choose(rows[next]!.key);
  };
  return (
    <div
      ref={box}
      class="wire-list"
      role="grid"
      aria-label={words.page.messages}
      aria-rowcount={rows.length + 1}
      style={{ '--drawing': `${placesOf(lanes).width}px` }}
      onKeyDown={onKeyDown}
      onFocusIn={() => void (within.current = true)}
      onFocusOut={({ relatedTarget }) => void (within.current = relatedTarget === null && within.current)}
      onScroll={({ currentTarget }) => setTop(stepOf(currentTarget.scrollTop))}
    >
      <Head lanes={lanes} words={words} />
      <div role="rowgroup" class="wire-rows" style={{ blockSize: `${rows.length * ROW}px` }}>
        {rowsInSight(top, height - HEAD, rows.length, at).map(n => (
          <MessageRow
            key={rows[n]!.key}
            row={rows[n]!}
            at={n}
            lanes={lanes}
            chosen={n === at}
            mark={marks?.get(rows[n]!.key)}
            choose={choose}
            words={words}
          />
        ))}
      </div>
    </div>
  );
}

/** As wire.css has it. */
const HEAD = 38;

function useHeight(box: { current: HTMLDivElement | null }, set: (height: number) => void): void {
  useLayoutEffect(() => {
    const sizes = new ResizeObserver(() => set(box.current?.clientHeight ?? 0));
    sizes.observe(box.current!);
    return () => sizes.disconnect();
  }, []);
}

/** Which lane is whose. */
function Head({ lanes, words }: { lanes: Lanes; words: WireWords }) {
  return (
    <div role="rowgroup" class="wire-head">
      <div role="row" aria-rowindex={1}>
        <span role="columnheader" class="wire-number">
          {words.page.packet}
        </span>
        <span role="columnheader" class="wire-lanes">
          <span class="sr-only">{words.page.direction}</span>
          {lanes.all.map((lane, n) => (
            <span key={n} aria-hidden="true" class={`wire-${lane.side}`} title={laneLabel(lane, words)}>
              <b>{laneTitle(lane, words)}</b>
              <small>{laneName(lane, words)}</small>
            </span>
          ))}
        </span>
        <span role="columnheader" class="wire-name">
          {words.page.message}
        </span>
      </div>
    </div>
  );
}
