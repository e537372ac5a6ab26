import { fill, type Lang } from './strings.ts';

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
