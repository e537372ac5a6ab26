import en from '../../content/en/wire.json' with { type: 'json' };
import ko from '../../content/ko/wire.json' with { type: 'json' };
import type { Lang } from './strings.ts';

/** English is the list of what exists; a test holds Korean to the same keys and the same {places}. */
export type WireWords = typeof en;

const ALL: Record<Lang, WireWords> = { en, ko };

/** What is said of messages and fields of a recording, and around them. */
export function wireWordsFor(lang: Lang): WireWords {
  return ALL[lang];
}
