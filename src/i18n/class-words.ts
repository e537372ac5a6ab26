import en from '../../content/en/class.json' with { type: 'json' };
import ko from '../../content/ko/class.json' with { type: 'json' };
import type { Lang } from './strings.ts';

/** English is the list of what exists; a test holds Korean to the same keys and the same {places}. */
export type ClassWords = typeof en;

const ALL: Record<Lang, ClassWords> = { en, ko };

/** What the pages of a class say. */
export function classWordsFor(lang: Lang): ClassWords {
  return ALL[lang];
}
