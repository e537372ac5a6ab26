import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';

import type { NamedEnd } from '../../course/hands-on.ts';
import type { WireWords } from '../../i18n/wire-words.ts';
import type { Reading } from '../../wire/read.ts';
import { lanesOf } from './lanes.ts';
import { MessageTable } from './MessageTable.tsx';
import { MessageView, type Extras } from './MessageView.tsx';
import { idOf, troubleWords } from './messages.ts';
import { alertMeaning, outcomeWords } from './row-words.ts';
import { firstRow, wireRows, type WireRow } from './rows.ts';
import './wire.css';

export interface WireViewProps {
  reading: Reading;
  words: WireWords;
  extras?: Extras;
  /** Who is who in the lesson, where that is known. */
  ends?: readonly NamedEnd[] | undefined;
  /** What stands beside the choice of packets, where there is little room: help is then for those who listen only. */
  bar?: ComponentChildren;
  /** The row that somebody else has chosen, by its key; the reader's own choice without it. */
  chosen?: string | undefined;
  onChoose?: (key: string) => void;
  /** What is to be said of some rows, by their keys. */
  marks?: ReadonlyMap<string, string>;
}

/** What was recorded: its messages, and of the chosen one every field beside its bytes. */
export function WireView({ reading, words, extras, ends, bar, chosen: given, onChoose, marks }: WireViewProps) {
  const [all, setAll] = useState(false);
  const [own, setOwn] = useState<string>();
  const rows = useMemo(() => wireRows(reading.messages, all), [reading, all]);
  const lanes = useMemo(() => lanesOf(reading.messages, ends), [reading, ends]);
  const wanted = given ?? own;
  const row = rows.find(({ key }) => key === wanted) ?? firstRow(rows);
  const choose = (key: string): void => {
    if (key === row?.key) return;
    setOwn(key);
    onChoose?.(key);
  };
  return (
    <div class="wire">
      <div class="wire-top">
        {bar}
        {reading.troubles.map(trouble => (
          <p key={trouble.kind} class="wire-unread">
            {troubleWords(trouble, words)}
          </p>
        ))}
        <label class="wire-all" title={words.page.all}>
          <input type="checkbox" checked={all} onChange={({ currentTarget }) => setAll(currentTarget.checked)} />
          {bar ? words.bench.all : words.page.all}
        </label>
        <p class={bar ? 'sr-only' : 'wire-help'}>{words.page.keys1}</p>
      </div>
      <MessageTable
        rows={rows}
        lanes={lanes}
        chosen={row?.key}
        choose={choose}
        {...(marks && { marks })}
        words={words}
      />
      <div class="wire-detail">{row && <RowView key={row.key} row={row} extras={extras} words={words} />}</div>
    </div>
  );
}

function RowView({ row, extras, words }: { row: WireRow; extras: Extras | undefined; words: WireWords }) {
  if (!row.failed) return <MessageView key={idOf(row.message)} message={row.message} extras={extras} words={words} />;
  const meaning = alertMeaning(row.failed.alert, words);
  return (
    <section class="wire-message-view">
      <h3>{outcomeWords(row.failed, words)}</h3>
      {meaning && <p>{meaning}</p>}
      <p>{words.outcomes.about}</p>
    </section>
  );
}
