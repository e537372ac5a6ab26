import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import type { Lang } from '../../../i18n/strings.ts';
import { loadView, type LoadedView } from './load.ts';

export type Loading = LoadedView | 'loading' | 'failed';

/** What shows a recording, loaded when the element comes into sight first; `again` tries once more. */
export function useLoaded(element: RefObject<HTMLElement>, lang: Lang): [Loading, again: () => void] {
  const [wanted, want] = useState(0);
  const [loaded, setLoaded] = useState<Loading>('loading');
  useEffect(() => {
    const sight = new IntersectionObserver(entries => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      sight.disconnect();
      want(times => times + 1);
    });
    sight.observe(element.current!);
    return () => sight.disconnect();
  }, []);
  useEffect(() => {
    if (wanted === 0) return;
    setLoaded('loading');
    loadView(lang).then(setLoaded, () => setLoaded('failed'));
  }, [wanted]);
  return [loaded, () => want(times => times + 1)];
}
