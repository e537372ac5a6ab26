import { fill, type Lang, type Strings } from '../../i18n/strings.ts';
import type { OddClock } from '../model/clock.ts';

type Words = Strings['workspace']['clock'];

/** What the reader is told of their clock when the bench opens; `builtAt` in milliseconds since 1970. */
export function clockNews(clock: OddClock, builtAt: number, lang: Lang, words: Words): string {
  const said = fill(clock.behind ? words.behind : words.ahead, {
    says: day(clock.says, lang),
    built: day(builtAt, lang),
  });
  return `${said} ${clock.shown === undefined ? words.followed : fill(words.clamped, places(clock, lang))}`;
}

/** What is said of it beside a check that did not pass. */
export function clockDoubt(clock: OddClock, lang: Lang, words: Words): string {
  return fill(clock.shown === undefined ? words.doubt : words.doubtClamped, places(clock, lang));
}

function places({ says, shown = says }: OddClock, lang: Lang): { says: string; shown: string } {
  // The bounds of the machine's clock are days of UTC.
  return { says: day(says, lang), shown: day(shown, lang, 'UTC') };
}

function day(at: number, lang: Lang, timeZone?: string): string {
  return new Date(at).toLocaleDateString(lang, { dateStyle: 'long', ...(timeZone && { timeZone }) });
}
