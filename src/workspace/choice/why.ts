import { fill, type Strings } from '../../i18n/strings.ts';
import type { Choice, Refusal } from '../../runtimes/pool/choose.ts';

type Words = Strings['runtime'];

/**
 * In one line: what runs the lesson and why, or what is missing where nothing can. `told`: the news below tells
 * already what the machine's trouble is and who can do what about it.
 */
export function whyWords({ order: [first], why, against }: Choice, words: Words, told = false): string {
  const others = against.filter(({ runtime }) => runtime !== first && !(told && runtime === 'vm'));
  const refusals = others.flatMap(refusal => refusalWords(refusal, words) ?? []);
  if (!first || !why) {
    const remedy = !told && against.some(({ obstacle }) => obstacle === 'no-image') ? [words.remedy] : [];
    return [words.why.none, ...refusals, ...remedy].join(' ');
  }
  const said = fill(words.why[why], { name: words.names[first] });
  return why === 'other' ? [...refusals, said].join(' ') : said;
}

/** Why a runtime is not used; nothing where it was only not asked for. */
export function refusalWords({ runtime, obstacle, missing }: Refusal, words: Words): string | undefined {
  const said = (words.against[runtime] as Record<string, string>)[obstacle];
  return said && fill(said, { missing: missing.map(one => words.can[one]).join(', ') });
}
