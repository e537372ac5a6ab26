import { fieldsOf, type Field, type Layer } from '../../src/wire/field.ts';
import type { SharkFrame, SharkNode } from './sharkd.ts';

/** A span of bytes: of which source, from where, how long. */
type Place = `${number}:${number}+${number}`;

/** One field on our side, and what Wireshark calls the same bytes. */
export interface Match {
  /** `parent/leaf`. */
  ours: string;
  theirs: string[];
  labels: string[];
  value?: string;
}

export interface Comparison {
  matches: Match[];
  /** Layers whose bytes Wireshark does not have. */
  lost: string[];
  /** Names of fields of Wireshark whose bytes are no field of ours. */
  theirsOnly: string[];
}

/** The name in a filter; where there is none, what stands in front of the colon or parenthesis of its label. */
function nameOf({ f = '', l = '' }: SharkNode): string {
  const name = /^[\w.-]+/.exec(f)?.[0] ?? '';
  return name === '' || name === 'frame' ? l.split(/[:(]/)[0]!.trim() : name;
}

function nodesOf(nodes: readonly SharkNode[]): SharkNode[] {
  return nodes.flatMap(node => [node, ...nodesOf(node.n ?? [])]);
}

const isReal = ({ h, g, l }: SharkNode): boolean => h !== undefined && h[1] > 0 && !g && !l?.startsWith('[');
const placeOf = ({ ds = 0, h }: SharkNode): Place => `${ds}:${h![0]}+${h![1]}`;

/** Where these bytes of a layer stand in one of the sources, looking behind what was found before for such a layer. */
function find(
  sources: readonly Uint8Array[],
  kind: Layer['kind'],
  bytes: Uint8Array,
  used: Set<string>,
): [source: number, at: number] | undefined {
  for (const [source, all] of sources.entries()) {
    const buffer = Buffer.from(all);
    for (let at = buffer.indexOf(bytes); at >= 0; at = buffer.indexOf(bytes, at + 1)) {
      // What was decrypted is a source of its own.
      if (used.has(`${kind}:${source}:${at}`) || (kind === 'content' && (source === 0 || all.length !== bytes.length)))
        continue;
      used.add(`${kind}:${source}:${at}`);
      return [source, at];
    }
  }
  return undefined;
}

/** What of a layer Wireshark has as one source: of what was decrypted, only the content. */
function sought({ root, bytes }: Layer): Field {
  if (root.name !== 'TLSInnerPlaintext') return { ...root, length: bytes.length };
  return root.children?.[0] ?? root;
}

/** Compares what we read in a packet with what Wireshark reads there, by the places of the bytes. */
export function compare(layers: readonly Layer[], { tree, sources }: SharkFrame): Comparison {
  const nodes = nodesOf(tree.slice(1)).filter(isReal);
  const theirs = Map.groupBy(nodes, placeOf);
  const used = new Set<string>();
  const ours = new Set<Place>();
  const comparison: Comparison = { matches: [], lost: [], theirsOnly: [] };
  for (const layer of layers) {
    const part = sought(layer);
    const found =
      part.length === 0
        ? undefined
        : find(sources, layer.kind, layer.bytes.subarray(part.at, part.at + part.length), used);
    if (!found) comparison.lost.push(layer.root.name);
    else {
      const place = ({ at, length }: Field): Place => `${found[0]}:${found[1] + at - part.at}+${length}`;
      for (const field of fieldsOf(part)) ours.add(place(field));
      comparison.matches.push(...matchesIn(part, layer.root.name, field => theirs.get(place(field)) ?? []));
    }
  }
  const inner = nodes.filter(node => !nodesOf(node.n ?? []).some(isReal));
  // Suites with CBC we do not open, and Wireshark does.
  const closed = layers.some(({ root }) => fieldsOf(root).some(({ trouble }) => trouble?.kind === 'no-match'));
  const open = inner.filter(({ ds = 0 }) => ds === 0 || !closed);
  comparison.theirsOnly = open.filter(node => !ours.has(placeOf(node))).map(nameOf);
  return comparison;
}

function matchesIn(field: Field, parent: string, theirs: (field: Field) => SharkNode[]): Match[] {
  if (field.children) return field.children.flatMap(child => matchesIn(child, field.name, theirs));
  if (field.length === 0) return [];
  const nodes = theirs(field);
  const labels = nodes.map(({ l = '' }) => l);
  return [{ ours: `${parent}/${field.name}`, theirs: nodes.map(nameOf), labels, value: field.value }];
}
