import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

import { fill, type Lang, type Strings } from '../../i18n/strings.ts';
import type { Model } from '../model/model.ts';

export interface Bench {
  model: Model;
  lang: Lang;
  strings: Strings;
  words: Strings['workspace'];
}

const BenchContext = createContext<Bench | undefined>(undefined);
export const BenchProvider = BenchContext.Provider;

/** The bench that a part belongs to. */
export function useBench(): Bench {
  const bench = useContext(BenchContext);
  if (!bench) throw new Error('a part of the bench stands outside <Workspace>');
  return bench;
}

/** A number as this language writes it. */
export function count(n: number, lang: Lang, digits = 0): string {
  return n.toLocaleString(lang, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** `{n}` in the form the number asks for. */
export function plural(n: number, forms: { one: string; other: string }, lang: Lang): string {
  const form = new Intl.PluralRules(lang).select(n) === 'one' ? forms.one : forms.other;
  return fill(form, { n: count(n, lang) });
}

/** A moment as the reader would say it: the time of today, or the day and the time. */
export function moment(at: number, lang: Lang, now = Date.now()): string {
  const today = new Date(at).toDateString() === new Date(now).toDateString();
  return new Date(at).toLocaleString(
    lang,
    today ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' },
  );
}
