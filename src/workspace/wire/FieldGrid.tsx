import { useLayoutEffect, useRef } from 'preact/hooks';

import { fill } from '../../i18n/fill.ts';
import type { WireWords } from '../../i18n/wire-words.ts';
import { hex } from '../../wire/bytes.ts';
import type { Field } from '../../wire/field.ts';
import { troubleWords, type Row } from './messages.ts';

export interface FieldGridProps {
  rows: readonly Row[];
  active: Field | undefined;
  /** The one whose bytes are lit: that is pointed at, or else the active one. */
  lit: Field | undefined;
  point: (field: Field | undefined) => void;
  isOpen: (field: Field) => boolean;
  activate: (field: Field, byKey?: boolean) => void;
  toggle: (field: Field, open: boolean) => void;
  words: WireWords;
}

const SHOWN_BYTES = 12;

/** The fields as a treegrid (ARIA APG): one tab stop, the arrow keys go through it, Right opens and Left closes. */
export function FieldGrid({ rows, active, lit, point, isOpen, activate, toggle, words }: FieldGridProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const byKey = useRef(false);
  const at = Math.max(
    0,
    rows.findIndex(({ field }) => field === active),
  );
  // At once: a focus that came after the next key would take that key back.
  useLayoutEffect(() => {
    if (!byKey.current) return;
    byKey.current = false;
    // Whoever has gone to the messages meanwhile stays there.
    const focused = document.activeElement;
    if (focused !== document.body && !body.current?.contains(focused)) return;
    body.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, [at, rows]);

  const go = (row: Row | undefined): void => {
    if (!row) return;
    byKey.current = row.field !== active;
    activate(row.field, true);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[at];
    if (!row) return;
    const closed = row.field.children && !isOpen(row.field);
    const acts: Record<string, () => void> = {
      ArrowDown: () => go(rows[at + 1]),
      ArrowUp: () => go(rows[at - 1]),
      Home: () => go(rows[0]),
      End: () => go(rows.at(-1)),
      ArrowRight: () => (closed ? toggle(row.field, true) : row.field.children && go(rows[at + 1])),
      ArrowLeft: () =>
        row.field.children && !closed
          ? toggle(row.field, false)
          : go(rows.find(({ field }) => field === row.path.at(-2))),
      Enter: () => row.field.children && toggle(row.field, closed ?? false),
    };
    if (!acts[event.key] || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    acts[event.key]!();
  };
  const { page } = words;
  return (
    <table
      class="wire-fields"
      role="treegrid"
      aria-label={page.fields}
      onKeyDown={onKeyDown}
      onMouseLeave={() => point(undefined)}
    >
      <thead>
        <tr role="row">
          {[page.name, page.value, page.place].map(title => (
            <th key={title} scope="col" role="columnheader">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body} role="rowgroup">
        {rows.map((row, n) => (
          <FieldRow
            key={row.id}
            row={row}
            isActive={n === at}
            isLit={row.field === lit}
            point={point}
            open={isOpen(row.field)}
            activate={activate}
            toggle={toggle}
            words={words}
          />
        ))}
      </tbody>
    </table>
  );
}

interface FieldRowProps {
  row: Row;
  isActive: boolean;
  isLit: boolean;
  point: (field: Field) => void;
  open: boolean;
  activate: (field: Field) => void;
  toggle: (field: Field, open: boolean) => void;
  words: WireWords;
}

function FieldRow({
  row: { field, layer, level, position, siblings },
  isActive,
  isLit,
  point,
  open,
  activate,
  toggle,
  words,
}: FieldRowProps) {
  const { children, trouble } = field;
  return (
    <tr
      role="row"
      tabIndex={isActive ? 0 : -1}
      class={isLit ? 'wire-active' : undefined}
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-expanded={children ? open : undefined}
      onFocus={() => activate(field)}
      onMouseEnter={() => point(field)}
      onClick={() => children && toggle(field, !open)}
    >
      <th scope="row" role="rowheader" style={{ '--level': Math.min(level, 12) }}>
        <span class="wire-toggle" aria-hidden="true">
          {children ? (open ? '▾' : '▸') : ''}
        </span>
        {level === 1 && `${words.layers[layer.kind]}: `}
        {field.name}
        {field.was && <small> ({fill(words.page.was, { name: field.was })})</small>}
      </th>
      <td role="gridcell">
        {trouble ? <strong class="wire-unread">{troubleWords(trouble, words)}</strong> : field.value}
        {field.bits && <small>{field.bits.map(({ name, value }) => ` ${name}: ${value}`).join(',')}</small>}
      </td>
      <td role="gridcell" class="wire-digits">
        {hex(layer.bytes.subarray(field.at, field.at + Math.min(SHOWN_BYTES, field.length)))}
        {field.length > SHOWN_BYTES && '…'}
      </td>
    </tr>
  );
}
