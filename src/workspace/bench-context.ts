import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

import type { Lang, Strings } from '../i18n/strings.ts';
import type { Model } from './model/model.ts';

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
