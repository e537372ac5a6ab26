import en from '../../content/en/ui.json' with { type: 'json' };
import ko from '../../content/ko/ui.json' with { type: 'json' };

export { fill } from './fill.ts';

export const LANGS = ['en', 'ko'] as const;
export type Lang = (typeof LANGS)[number];

/** English is the list of what exists; a test holds Korean to the same keys and the same {places}. */
export type Strings = typeof en;

const ALL: Record<Lang, Strings> = { en, ko };

export function stringsFor(lang: Lang): Strings {
  return ALL[lang];
}
