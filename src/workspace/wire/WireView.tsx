import { useMemo, useState } from 'preact/hooks';

import { fill } from '../../i18n/fill.ts';
import type { WireWords } from '../../i18n/wire-words.ts';
import { hex } from '../../wire/bytes.ts';
import { pathTo, type Field, type Layer } from '../../wire/field.ts';
import type { Message, Reading } from '../../wire/read.ts';
import { Bytes } from './Bytes.tsx';
import { FieldGrid } from './FieldGrid.tsx';
import { MessageList } from './MessageList.tsx';
import { firstOf, openAtFirst, rowsOf, sentenceOf, sentenceOfField, troubleWords } from './messages.ts';
import './wire.css';

export interface WireViewProps {
  reading: Reading;
  words: WireWords;
}

/** What was recorded: its messages, and of the chosen one every field beside its bytes. */
export function WireView({ reading, words }: WireViewProps) {
  const [all, setAll] = useState(false);
  const messages = useMemo(() => reading.messages.filter(({ quiet }) => all || !quiet), [reading, all]);
  const [choice, setChoice] = useState<{ of: readonly Message[]; at: number }>();
  // A choice is one of these messages: others begin anew.
  const chosen = choice?.of === messages ? choice.at : firstOf(messages);
  const choose = (at: number): void => setChoice({ of: messages, at });
  const message = messages[chosen];
  return (
    <div class="wire">
      {reading.troubles.map(trouble => (
        <p key={trouble.kind} class="wire-unread">
          {troubleWords(trouble, words)}
        </p>
      ))}
      <label class="wire-all">
        <input type="checkbox" checked={all} onChange={({ currentTarget }) => setAll(currentTarget.checked)} />
        {words.page.all}
      </label>
      <p class="wire-help">{words.page.keys1}</p>
      <MessageList messages={messages} chosen={chosen} choose={choose} words={words} />
      {message && <MessageView key={`${all}${chosen}`} message={message} words={words} />}
    </div>
  );
}

/** The fields from the root to this one; a layer is found by its root, a field within it by itself. */
function pathOf(layer: Layer, field: Field): Field[] {
  const search = (here: Field): Field[] | undefined => {
    if (here === field) return [here];
    for (const child of here.children ?? []) {
      const found = search(child);
      if (found) return [here, ...found];
    }
    return undefined;
  };
  return search(layer.root) ?? pathTo(layer.root, field.at);
}

function MessageView({ message, words }: { message: Message; words: WireWords }) {
  const [open, setOpen] = useState(() => openAtFirst(message));
  const [active, setActive] = useState(message.focus);
  const rows = useMemo(() => rowsOf(message.layers, field => open.has(field)), [message, open]);
  const layer =
    message.layers.find(({ root }) => pathOf({ root } as Layer, active).includes(active)) ?? message.layers.at(-1)!;
  const path = pathOf(layer, active);
  const toggle = (field: Field, wanted: boolean): void => {
    const next = new Set(open);
    if (wanted) next.add(field);
    else next.delete(field);
    setOpen(next);
  };
  /** Of a field within a closed one, the row that holds it. */
  const row = path.findLast(field => rows.some(one => one.field === field)) ?? active;
  /** From the bytes: the field's row has to be there. */
  const show = (field: Field): void => {
    setOpen(new Set([...open, ...pathOf(layer, field).slice(0, -1)]));
    setActive(field);
  };
  const range = { from: active.at, to: active.at + Math.max(0, active.length - 1), all: layer.bytes.length };
  return (
    <section class="wire-message-view" aria-label={message.name}>
      <h2>
        {message.protocol} {message.name}
      </h2>
      <p>{sentenceOf(message, words)}</p>
      {layer.opened && <Opened opened={layer.opened} words={words} />}
      <FieldGrid
        rows={rows}
        active={row}
        isOpen={field => open.has(field)}
        activate={setActive}
        toggle={toggle}
        words={words}
      />
      <div class="wire-beside">
        <p class="wire-path">
          {path.map(({ name }) => name).join(' › ')} <small>({fill(words.page.range, range)})</small>
        </p>
        <p class="wire-sentence">{sentenceOfField(path, words)}</p>
        <Bytes layer={layer} active={active} activate={show} point={setActive} words={words} />
      </div>
    </section>
  );
}

/** The secret that opened a record, and what was made of it (RFC 9846, section 7.3). */
function Opened({ opened, words: { page } }: { opened: NonNullable<Layer['opened']>; words: WireWords }) {
  const parts = [
    [page.secret, opened.secretBytes],
    [page.key, opened.key],
    [page.iv, opened.iv],
    [page.nonce, opened.nonce],
  ] as const;
  return (
    <details class="wire-opened">
      <summary>{fill(page.opened, { secret: opened.secret })}</summary>
      <dl>
        {parts.map(([name, bytes]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class="wire-digits">{hex(bytes)}</dd>
          </div>
        ))}
      </dl>
      <p>
        {opened.aead}, {fill(page.record, { n: opened.sequence + 1 })}
      </p>
    </details>
  );
}
