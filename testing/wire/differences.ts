import type { Comparison, Match } from './compare.ts';
import { OTHER_WORDS, OURS_ONLY, THEIRS_ONLY } from './exemptions.ts';
import { NAMES } from './names.ts';

const PAIRS = Object.entries(NAMES).flatMap(([theirs, all]) => all.map(ours => ({ ours, theirs })));
/** A field may have several names there: a signature one in each message. */
const NAMES_OF = Map.groupBy(PAIRS, ({ ours }) => ours);

/** Fields of Wireshark whose numbers have names that ours must have, too. */
const NAMED = new Set([
  'tls.handshake.ciphersuite',
  'tls.handshake.extension.type',
  'tls.handshake.sig_hash_alg',
  'tls.handshake.extensions_supported_group',
  'tls.handshake.extensions_key_share_group',
  'tls.alert_message.desc',
  'tls.record.version',
  'tls.handshake.version',
  'tls.handshake.type',
]);

/** Exemptions that were needed so far. */
const needed = new Set<RegExp>();

function exempt(list: readonly (readonly [RegExp, string])[], name: string): boolean {
  const found = list.find(([one]) => one.test(name));
  if (found) needed.add(found[0]);
  return found !== undefined;
}

/** Exemptions that nothing which was compared so far needs. */
export function idleExemptions(): string[] {
  return [...OURS_ONLY, ...THEIRS_ONLY].filter(([one]) => !needed.has(one)).map(([one]) => String(one));
}

const bare = (text: string): string => text.replace(/[^a-z0-9]/gi, '').toLowerCase();

/** What differs in a packet, and is in no list of exemptions; empty where nothing does. */
export function differencesIn({ matches, lost, theirsOnly }: Comparison): string[] {
  return [
    ...matches.flatMap(nameDifference),
    ...matches.flatMap(wordDifference),
    ...lost.map(layer => `Wireshark has no ${layer}`),
    ...theirsOnly.filter(name => !exempt(THEIRS_ONLY, name)).map(name => `we have no ${name}`),
  ];
}

function nameDifference({ ours, theirs }: Match): string[] {
  const names = NAMES_OF.get(ours)?.map(pair => pair.theirs) ?? [];
  if (names.some(name => theirs.includes(name)) || (names.length === 0 && exempt(OURS_ONLY, ours))) return [];
  return [`${ours} is ${theirs.join(', ') || 'nothing'}, not ${names.join(' or ') || 'in the table'}`];
}

function wordDifference({ ours, theirs, labels, value }: Match): string[] {
  const at = theirs.findIndex(name => NAMED.has(name));
  const [, word] = /: (.*) \(/.exec(labels[at] ?? '') ?? [];
  const own = value?.replace(/ \(0x[0-9a-f]+\)$/, '');
  if (word === undefined || own === undefined || bare(OTHER_WORDS[own] ?? own) === bare(word)) return [];
  return [`${ours} says ${own}, Wireshark ${word}`];
}
