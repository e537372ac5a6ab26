import { fill, type Strings } from '../../i18n/strings.ts';

/** Shorter than this, in ms, nobody waits. */
const WORTH_TELLING = 1_500;

/** How long something usually takes, as it was here before; undefined when that is unknown, or no time at all. */
export function usualWords(ms: number | undefined, words: Strings['workspace']['status']): string | undefined {
  if (ms === undefined || ms < WORTH_TELLING) return undefined;
  return fill(words.usual, { seconds: Math.round(ms / 1_000) });
}
