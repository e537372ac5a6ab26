import { hex } from '../../wire/bytes.ts';
import type { Field, Layer } from '../../wire/field.ts';
import { endName } from '../../wire/packet/index.ts';
import type { Reading } from '../../wire/read.ts';
import type { WireWords } from '../../i18n/wire-words.ts';
import { troubleWords } from './messages.ts';

const LONGEST = 32;

function lines(field: Field, { bytes }: Layer, words: WireWords, depth = 1): string[] {
  const part = bytes.subarray(field.at, field.at + Math.min(field.length, LONGEST));
  const digits = `${hex(part)}${field.length > LONGEST ? '...' : ''}`;
  const said = field.trouble ? troubleWords(field.trouble, words) : (field.value ?? '');
  const own = [`${'  '.repeat(depth)}${field.name}`, `${field.at}+${field.length}`, field.children ? '' : digits, said];
  return [
    own.join('\t'),
    ...(field.children ?? []).flatMap(child => lines(child, { bytes } as Layer, words, depth + 1)),
  ];
}

/** A reading as a table of text: a line for each message and each field, its columns parted by tabs. */
export function asText({ messages }: Reading, words: WireWords): string {
  const all = messages.flatMap(({ packet, protocol, name, from, to, layers }) => [
    [packet, protocol, name, `${endName(from)} > ${endName(to)}`].join('\t'),
    ...layers.flatMap(layer => lines(layer.root, layer, words)),
  ]);
  return `${all.join('\n')}\n`;
}
