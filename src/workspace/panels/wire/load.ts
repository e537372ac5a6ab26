import type { Lang } from '../../../i18n/strings.ts';
import { loadWireWords } from '../../../i18n/load-wire-words.ts';

/** What shows a recording, with its words: fetched when the reader looks at the wire first. */
export async function loadView(lang: Lang) {
  const [{ RunWire }, words] = await Promise.all([import('./RunWire.tsx'), loadWireWords(lang)]);
  return { RunWire, words };
}

export type LoadedView = Awaited<ReturnType<typeof loadView>>;
