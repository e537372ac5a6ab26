import { fill } from '../../i18n/fill.ts';
import type { WireWords } from '../../i18n/wire-words.ts';
import { hex } from '../../wire/bytes.ts';
import { leavesOf, type Field, type Layer } from '../../wire/field.ts';

export interface BytesProps {
  layer: Layer;
  active: Field;
  /** Chosen by key or press. */
  activate: (field: Field) => void;
  /** Only pointed at: nothing may move under the pointer. */
  point: (field: Field | undefined) => void;
  words: WireWords;
}

/** Of a longer field only the beginning is shown: nobody reads a thousand lines of digits. */
const SHOWN = 1024;

/** The bytes of a layer, as its fields: one tab stop, the arrow keys go from field to field. */
export function Bytes({ layer, active, activate, point, words }: BytesProps) {
  const leaves = leavesOf(layer.root).filter(({ length }) => length > 0);
  const lit = (field: Field): boolean => field.at >= active.at && field.at + field.length <= active.at + active.length;
  const at = leaves.findIndex(lit);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const next = step && leaves[at + step];
    if (!step) return;
    event.preventDefault();
    if (next) activate(next);
  };
  return (
    <div
      class="wire-bytes"
      role="listbox"
      tabIndex={0}
      aria-label={fill(words.page.bytesOf, { name: layer.root.name })}
      aria-activedescendant={at >= 0 ? `wire-leaf-${at}` : undefined}
      onKeyDown={onKeyDown}
      onMouseLeave={() => point(undefined)}
    >
      {leaves.map((leaf, n) => (
        <span
          key={leaf.at}
          id={`wire-leaf-${n}`}
          role="option"
          aria-selected={n === at}
          class={lit(leaf) ? 'wire-lit' : undefined}
          onMouseEnter={() => point(leaf)}
          onClick={() => activate(leaf)}
        >
          <span class="sr-only">{`${leaf.name}: ${leaf.value ?? ''}`}</span>
          <span aria-hidden="true">
            {spaced(layer.bytes.subarray(leaf.at, leaf.at + Math.min(SHOWN, leaf.length)))}
            {leaf.length > SHOWN && fill(words.page.more, { n: leaf.length - SHOWN })}
          </span>
        </span>
      ))}
    </div>
  );
}

const spaced = (bytes: Uint8Array): string => `${hex(bytes).replace(/..(?!$)/g, '$& ')} `;
