import { CAPABILITIES } from '../../course/capabilities.ts';
import { fill } from '../../i18n/fill.ts';
import type { Strings } from '../../i18n/strings.ts';
import { FACTS, type Facts } from './facts.ts';
import type { Advice, Finding, Findings } from './findings.ts';

/** The strings of this page and no others: it has no use for a lesson's. */
export type Words = Pick<Strings, 'checkBrowser' | 'runtime'>;

export interface Told {
  facts: Facts;
  findings: Findings;
  advice: readonly Advice[];
  able: number;
  all: number;
  /** The service's host. */
  host: string;
  userAgent: string;
}

/** One fact as a word. */
export function factWord(name: (typeof FACTS)[number], facts: Facts, words: Words['checkBrowser']): string {
  const value = facts[name];
  if (value === undefined) return words.unknown;
  return typeof value === 'number' ? fill(words.gigabytes, { n: value }) : value ? words.yes : words.no;
}

/** The whole page as plain text, for a teacher to read in a message. */
export function asText(told: Told, { checkBrowser: words, runtime }: Words): string {
  const { facts, findings, advice, able, all, host, userAgent } = told;
  const columns = (['vm', 'webcontainer'] as const).flatMap(name =>
    findings[name] ? [[name, findings[name]] as const] : [],
  );
  return [
    `Handshake: ${words.title}`,
    userAgent,
    fill(words.state.done, { able, all }),
    '',
    ...FACTS.map(name => `${words.facts[name]}: ${factWord(name, facts, words)}`),
    ...columns.flatMap(([name, finding]) => [
      '',
      `${runtime.names[name]}: ${summary(finding, words)}`,
      ...calls(finding, words),
    ]),
    '',
    ...advice.map(name => `- ${fill(words.advices[name], { host })}`),
  ].join('\n');
}

function summary({ state, message = '', node, times }: Finding, words: Words['checkBrowser']): string {
  if (state === 'failed') return fill(words.failed, { message });
  if (state !== 'done') return words.verdict.unasked;
  const spent = (['download', 'start', 'probe'] as const).flatMap(name =>
    times[name] === undefined ? [] : [`${words.time[name]} ${seconds(times[name], words)}`],
  );
  return [`Node ${node}`, ...spent].join(', ');
}

function calls({ state, proofs, calls: times }: Finding, words: Words['checkBrowser']): string[] {
  if (state !== 'done') return [];
  return CAPABILITIES.map(name => {
    const { ok = false, why = '' } = proofs.get(name) ?? {};
    const ms = fill(words.ms, { n: times.get(name) ?? 0 });
    return `  ${name}: ${ok ? `${words.verdict.works} (${ms})` : `${words.verdict.fails} (${oneLine(why)})`}`;
  });
}

/** Milliseconds as seconds, with one digit. */
export function seconds(ms: number, words: Words['checkBrowser']): string {
  return fill(words.seconds, { n: (ms / 1000).toFixed(1) });
}

/** An error's message may be many lines of differences. */
export function oneLine(text: string, longest = 160): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
