import type { Field } from './field.ts';
import type { Message } from './read.ts';
import type { Side } from './tls/connection.ts';

/** A field that says something else in the other conversation, or is only in one. */
export interface Difference {
  /** Its name and those of the fields around it, within the message. */
  path: string;
  first?: string;
  second?: string;
}

/** A message of one conversation beside the same of another. */
export interface Compared {
  name: string;
  side: Side;
  /** In which packet it ended; undefined where there is none in this conversation. */
  first?: number;
  second?: number;
  differences: Difference[];
}

/** What is new each time, whoever talks, and so no difference: random values and what is computed from them. */
const FRESH = new Set([
  ...['random', 'SessionID', 'key_exchange', 'point', 'signature', 'verify_data', 'cookie', 'binder', 'identity'],
  ...['ticket', 'ticket_age_add', 'ticket_nonce', 'obfuscated_ticket_age', 'length', 'length octets', 'dh_Ys', 'dh_Yc'],
  ...['pre_master_secret', 'zeros', 'ciphertext', 'authentication tag', 'nonce_explicit', 'unused bits', 'tag'],
]);

/** Longer conversations are compared as far as this. */
const MOST = 300;

/**
 * Two conversations message by message: the first ClientHello of one stands beside the first of the other, and so on, and
 * of both the fields that differ are told. What only one has is where it was. Segments of TCP are left out.
 */
export function compareConversations(first: readonly Message[], second: readonly Message[]): Compared[] {
  return pairs(spoken(first), spoken(second)).map(([mine, its]) => {
    const { name, side } = (mine ?? its)!;
    const differences = mine && its ? differencesOf(mine.focus, its.focus) : [];
    return { name, side, ...(mine && { first: mine.packet }), ...(its && { second: its.packet }), differences };
  });
}

const spoken = (messages: readonly Message[]): Message[] =>
  messages.filter(({ protocol, quiet, name }) => !quiet && (protocol !== 'TCP' || name === 'data')).slice(0, MOST);

type Pair = readonly [Message | undefined, Message | undefined];

function pairs(one: readonly Message[], other: readonly Message[]): Pair[] {
  const waiting = Map.groupBy(other, kindOf);
  const found: Pair[] = one.map(message => [message, waiting.get(kindOf(message))?.shift()]);
  const alone = new Set([...waiting.values()].flat());
  for (const [at, message] of other.entries()) {
    if (!alone.has(message)) continue;
    const before = found.findIndex(([, its]) => its !== undefined && its === other[at - 1]);
    found.splice(before + 1, 0, [undefined, message]);
  }
  return found;
}

/** HTTP's messages are named by their first lines, which may differ. */
const kindOf = ({ side, name, protocol }: Message): string => `${side} ${protocol === 'HTTP' ? protocol : name}`;

function differencesOf(one: Field, other: Field): Difference[] {
  const [mine, its] = [saidIn(one), saidIn(other)];
  return [...new Set([...mine.keys(), ...its.keys()])]
    .map(path => ({ path, first: mine.get(path)?.join(', '), second: its.get(path)?.join(', ') }))
    .filter(({ first, second }) => first !== second)
    .map(({ path, first, second }) => ({
      path,
      ...(first !== undefined && { first }),
      ...(second !== undefined && { second }),
    }));
}

/** What the leaves say, by their path; several of one path are a list. */
function saidIn(root: Field): Map<string, string[]> {
  const said = new Map<string, string[]>();
  const visit = (field: Field, above: readonly string[]): void => {
    if (FRESH.has(field.name)) return;
    const path = WRAPPERS.has(field.name) ? above : [...above, field.name];
    const name = path.join(' › ');
    if (!field.children) said.set(name, [...(said.get(name) ?? []), field.value ?? '']);
    else for (const part of partsOf(field)) visit(part, path);
  };
  for (const part of root.children ?? []) visit(part, []);
  return said;
}

/** They only hold what is inside, and have another name in the other version of TLS. */
const WRAPPERS = new Set([
  ...['extensions', 'extension_data', 'extension_type', 'certificate_list', 'CertificateEntry', 'cert_data'],
  ...['ASN.1Cert', 'authorities', 'DistinguishedName', 'Certificate', 'tbsCertificate', 'value'],
]);

/** Of a certificate only what people tell it by, each as one thing: names say themselves in full. */
function partsOf({ name, children = [] }: Field): readonly Field[] {
  if (name !== 'tbsCertificate') return children;
  return children
    .filter(part => ['serialNumber', 'issuer', 'validity', 'subject'].includes(part.name))
    .map(part => {
      const { children: inner, ...whole } = part;
      return inner && part.value === undefined ? part : whole;
    });
}
