import { fill } from '../../../i18n/fill.ts';
import type { WireWords } from '../../../i18n/wire-words.ts';
import type { Message, Reading } from '../../../wire/read.ts';

/** One conversation of a run, as it is offered for comparison. */
export interface Conversation {
  label: string;
  messages: readonly Message[];
}

/** Longer lists help nobody to choose. */
const MOST = 50;

/** The conversations in which something was said, each by its run, its protocol and its client's port. */
export function conversationsOf({ messages }: Reading, run: string, words: WireWords): Conversation[] {
  const spoken = messages.filter(({ protocol, name }) => protocol !== 'TCP' || name === 'data');
  return [...Map.groupBy(spoken, ({ conversation }) => conversation)].slice(0, MOST).map(([number, own]) => {
    const { side, from, to } = own[0]!;
    const { port } = side === 'client' ? from : to;
    return {
      label: fill(words.bench.conversation, { n: number + 1, run, name: protocolOf(own), port }),
      messages: own,
    };
  });
}

/** The version of TLS where its ServerHello chose one; else the protocol. */
function protocolOf(messages: readonly Message[]): string {
  const hello = messages.find(({ name }) => name === 'ServerHello');
  const chosen = hello && (valueOf(hello, 'selected_version') ?? valueOf(hello, 'legacy_version'));
  return chosen?.replace(/ \(.*/, '') ?? messages[0]!.protocol;
}

function valueOf({ focus }: Message, name: string): string | undefined {
  const fields = [focus];
  for (let field = fields.pop(); field; field = fields.pop()) {
    if (field.name === name && field.value) return field.value;
    fields.push(...(field.children ?? []));
  }
  return undefined;
}

/** Which two are compared first: the first of the run before and of this one, or this one's first two. */
export function firstPair(now: readonly Conversation[], before: readonly Conversation[]): readonly [number, number] {
  return before.length > 0 ? [now.length, 0] : [0, Math.min(1, now.length - 1)];
}
