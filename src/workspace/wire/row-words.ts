import { fill } from '../../i18n/fill.ts';
import type { WireWords } from '../../i18n/wire-words.ts';
import type { Outcome } from '../../wire/outcome.ts';
import type { WireRow } from './rows.ts';

/** Why a handshake failed, in one sentence. */
export function outcomeWords({ kind, by, alert = '' }: Outcome, words: WireWords): string {
  return fill(words.outcomes[kind], { by: words.page[by], alert });
}

/** What a row is about, as the table and the saved picture have it. */
export function rowName({ message: { protocol, name }, failed }: WireRow, words: WireWords): string {
  return failed ? outcomeWords(failed, words) : `${protocol} ${name}`;
}

/** What an alert means; undefined where this is none, or one that nobody has named. */
export function alertMeaning(name: string | undefined, words: WireWords): string | undefined {
  const meanings: Readonly<Record<string, string>> = words.alerts;
  return name !== undefined && Object.hasOwn(meanings, name) ? meanings[name] : undefined;
}
