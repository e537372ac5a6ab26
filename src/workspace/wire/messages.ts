import { fieldsOf, type Field, type Layer, type Trouble } from '../../wire/field.ts';
import type { Message } from '../../wire/read.ts';
import { fill } from '../../i18n/fill.ts';
import type { WireWords } from '../../i18n/wire-words.ts';

type Sentences = Readonly<Record<string, string>>;

/** The sentence on what a message is for; an alert has that of all alerts, unopened records one of their own. */
export function sentenceOf(
  { name, protocol }: Pick<Message, 'name' | 'protocol'>,
  words: WireWords,
): string | undefined {
  const all: Sentences = words.messages;
  if (protocol === 'HTTP') return all.HTTP;
  if (name.startsWith('Alert')) return all.Alert;
  if (name.startsWith('encrypted')) return all.encrypted;
  return all[name] ?? all[name.replace(/ ?ACK$/, '')];
}

/** The sentence on a field of this name; a whole message has that of the message. */
export function sentenceOfName(name: string, words: WireWords): string | undefined {
  const all: Sentences = { ...words.messages, ...words.fields };
  // In X.509 a type is named like the field that has it, with a capital letter.
  const known = [name, name.charAt(0).toLowerCase() + name.slice(1)].find(one => Object.hasOwn(all, one));
  return known && all[known];
}

/** The sentence of a field, or of the innermost one around it that has one. */
export function sentenceOfField(path: readonly Field[], words: WireWords): string | undefined {
  return path.map(({ name }) => sentenceOfName(name, words)).findLast(told => told !== undefined);
}

/** A trouble in words. */
export function troubleWords({ kind, wanted = '', had = '' }: Trouble, words: WireWords): string {
  return fill(words.troubles[kind], { wanted, had });
}

/** The first thing in a message that could not be read. Looked for once: a list that scrolls asks for it again and again. */
export function troubleIn({ layers }: Pick<Message, 'layers'>): Trouble | undefined {
  if (!troubles.has(layers)) troubles.set(layers, firstTrouble(layers));
  return troubles.get(layers);
}
const troubles = new WeakMap<Message['layers'], Trouble | undefined>();

function firstTrouble(layers: Message['layers']): Trouble | undefined {
  for (const { root } of layers) {
    const field = fieldsOf(root).find(({ trouble }) => trouble);
    if (field) return field.trouble;
  }
  return undefined;
}

/** A field on the screen: where it is in the tree, and in which bytes. */
export interface Row {
  field: Field;
  layer: Layer;
  /** From 1. */
  level: number;
  path: readonly Field[];
  /** Among its siblings, from 1. */
  position: number;
  siblings: number;
  /** No other row has it, and it stays the same while rows come and go. */
  id: string;
}

/** The rows of these layers, those within closed fields left out. */
export function rowsOf(layers: readonly Layer[], isOpen: (field: Field) => boolean): Row[] {
  const rows: Row[] = [];
  const visit = (layer: Layer, fields: readonly Field[], path: readonly Field[], id: string): void => {
    for (const [at, field] of fields.entries()) {
      const own = [...path, field];
      const ownId = `${id}-${at}`;
      const among = path.length === 0 ? { position: layers.indexOf(layer) + 1, siblings: layers.length } : undefined;
      const place = among ?? { position: at + 1, siblings: fields.length };
      rows.push({ field, layer, level: own.length, path: own, ...place, id: ownId });
      if (field.children && isOpen(field)) visit(layer, field.children, own, ownId);
    }
  };
  for (const [at, layer] of layers.entries()) visit(layer, [layer.root], [], String(at));
  return rows;
}

/** What is open when a message is shown first: the way to it, it, and its own parts. */
export function openAtFirst({ layers, focus }: Pick<Message, 'layers' | 'focus'>): Set<Field> {
  const layer = layers.at(-1)!;
  const open = new Set<Field>([focus]);
  const reach = (field: Field): boolean => {
    const found = field === focus || (field.children?.some(reach) ?? false);
    if (found) open.add(field);
    return found;
  };
  reach(layer.root);
  return open;
}

const ids = new WeakMap<Message, number>();
let last = 0;

/** A number of this very message: what is shown of it is not shown of another one in its place. */
export function idOf(message: Message): number {
  const id = ids.get(message) ?? ++last;
  ids.set(message, id);
  return id;
}
