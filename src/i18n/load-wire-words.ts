import type { Lang } from './strings.ts';
import type { WireWords } from './wire-words.ts';

/** The words around a recording in one language, for a page that came without them. */
export async function loadWireWords(lang: Lang): Promise<WireWords> {
  const loaded =
    lang === 'ko' ? await import('../../content/ko/wire.json') : await import('../../content/en/wire.json');
  return loaded.default;
}
