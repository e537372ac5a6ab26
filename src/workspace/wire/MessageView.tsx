import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';

import { fill } from '../../i18n/fill.ts';
import type { WireWords } from '../../i18n/wire-words.ts';
import { pathTo, type Field, type Layer } from '../../wire/field.ts';
import type { Message } from '../../wire/read.ts';
import { Bytes } from './Bytes.tsx';
import { FieldGrid } from './FieldGrid.tsx';
import { openAtFirst, rowsOf, sentenceOf, sentenceOfField } from './messages.ts';
import { Opened } from './Opened.tsx';
import { Proved, SignatureProof } from './Proved.tsx';
import { alertMeaning } from './row-words.ts';

/** What whoever shows a recording adds to a message, and to the field that is chosen. */
export interface Extras {
  ofMessage?: (message: Message) => ComponentChildren;
  ofField?: (message: Message, path: readonly Field[]) => ComponentChildren;
}

interface MessageViewProps {
  message: Message;
  extras?: Extras | undefined;
  words: WireWords;
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

const layerOf = ({ layers }: Message, field: Field): Layer =>
  layers.find(({ root }) => pathOf({ root } as Layer, field).includes(field)) ?? layers.at(-1)!;

/** A message: what it is for, its fields, and their bytes. */
export function MessageView({ message, extras, words }: MessageViewProps) {
  const [open, setOpen] = useState(() => openAtFirst(message));
  const [active, setActive] = useState(message.focus);
  // What is only pointed at lights up and moves nothing: the way to a button leads over other fields.
  const [pointed, point] = useState<Field>();
  const lit = pointed ?? active;
  const rows = useMemo(() => rowsOf(message.layers, field => open.has(field)), [message, open]);
  const layer = layerOf(message, lit);
  const path = pathOf(layer, lit);
  const activate = (field: Field): void => {
    setActive(field);
    point(undefined);
  };
  const toggle = (field: Field, wanted: boolean): void => {
    const next = new Set(open);
    if (wanted) next.add(field);
    else next.delete(field);
    setOpen(next);
  };
  const chosen = pathOf(layerOf(message, active), active);
  /** Of a field within a closed one, the row that holds it. */
  const rowIn = (fields: readonly Field[]): Field | undefined =>
    fields.findLast(field => rows.some(row => row.field === field));
  /** From the bytes: the field's row has to be there. */
  const show = (field: Field): void => {
    setOpen(new Set([...open, ...pathOf(layer, field).slice(0, -1)]));
    activate(field);
  };
  return (
    <section class="wire-message-view" aria-label={message.name}>
      <h3>
        {message.protocol} {message.name}
      </h3>
      <About message={message} words={words} />
      {extras?.ofMessage?.(message)}
      {layer.opened && <Opened opened={layer.opened} words={words} />}
      <FieldGrid
        rows={rows}
        active={rowIn(chosen)}
        lit={rowIn(path)}
        point={point}
        isOpen={field => open.has(field)}
        activate={activate}
        toggle={toggle}
        words={words}
      />
      <div class="wire-beside">
        <Place layer={layer} active={lit} path={path} words={words} />
        {extras?.ofField?.(message, chosen)}
        <Bytes layer={layer} active={lit} activate={show} point={point} words={words} />
      </div>
    </section>
  );
}

/** What the message is for; of an alert, what it means. */
function About({ message, words }: { message: Message; words: WireWords }) {
  const meaning = alertMeaning(/^Alert (\w+)/.exec(message.name)?.[1], words);
  return (
    <>
      {meaning && <p>{meaning}</p>}
      <p>{sentenceOf(message, words)}</p>
      {message.proof && <Proved proof={message.proof} words={words} />}
      {message.signed && <SignatureProof signed={message.signed} words={words} />}
    </>
  );
}

/** Where the lit field is, and what it is for. */
function Place({
  layer,
  active,
  path,
  words,
}: {
  layer: Layer;
  active: Field;
  path: readonly Field[];
  words: WireWords;
}) {
  const range = { from: active.at, to: active.at + Math.max(0, active.length - 1), all: layer.bytes.length };
  return (
    <>
      <p class="wire-path">
        {path.map(({ name }) => name).join(' › ')} <small>({fill(words.page.range, range)})</small>
      </p>
      <p class="wire-sentence">{sentenceOfField(path, words)}</p>
    </>
  );
}
