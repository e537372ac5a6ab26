import { Component } from 'preact';

import { fill } from '../../i18n/fill.ts';
import type { WireWords } from '../../i18n/wire-words.ts';
import { DrawnRow, placesOf } from './Drawing.tsx';
import { laneLabel } from './lane-words.ts';
import type { Lanes } from './lanes.ts';
import { troubleIn } from './messages.ts';
import { rowName } from './row-words.ts';
import type { WireRow } from './rows.ts';
import { ROW } from './window.ts';

interface MessageRowProps {
  row: WireRow;
  at: number;
  lanes: Lanes;
  chosen: boolean;
  mark: string | undefined;
  choose: (key: string) => void;
  words: WireWords;
}

/** A row that nothing has changed for is not made anew, however often the list around it is while it scrolls. */
export class MessageRow extends Component<MessageRowProps> {
  override shouldComponentUpdate(next: Readonly<MessageRowProps>): boolean {
    const names = Object.keys(next) as (keyof MessageRowProps)[];
    return names.some(name => next[name] !== this.props[name]);
  }

  override render(props: MessageRowProps) {
    return <Drawn {...props} />;
  }
}

/** The words say what the drawing says. */
function Drawn({ row, at, lanes, chosen, mark, choose, words }: MessageRowProps) {
  const { message, failed } = row;
  const [from, to] = [lanes.of(message.from, message.side), lanes.of(message.to, otherSide(message.side))];
  const label = (lane: number): string => (lanes.all[lane] ? laneLabel(lanes.all[lane], words) : '');
  return (
    <div
      class={`wire-message wire-${message.side} ${failed ? 'wire-failed' : ''}`}
      role="row"
      tabIndex={chosen ? 0 : -1}
      aria-selected={chosen}
      aria-rowindex={at + 2}
      style={{ insetBlockStart: `${at * ROW}px` }}
      onClick={() => choose(row.key)}
      onFocus={() => choose(row.key)}
    >
      <span role="gridcell" class="wire-number">
        {message.packet}
      </span>
      <span role="gridcell" class="wire-drawing">
        <svg aria-hidden="true" width={placesOf(lanes).width} height={ROW}>
          <DrawnRow row={row} lanes={lanes} />
        </svg>
        <span class="wire-arrow" aria-hidden="true" />
        <span class="sr-only">{fill(words.page.fromTo, { from: label(from), to: label(to) })}</span>
      </span>
      <span role="gridcell" class="wire-name">
        {rowName(row, words)}
        {mark && <strong class="wire-mark">{mark}</strong>}
        {!failed && troubleIn(message) && <span class="wire-unread">{words.page.unread}</span>}
      </span>
    </div>
  );
}

const otherSide = (side: 'client' | 'server') => (side === 'client' ? 'server' : 'client');
