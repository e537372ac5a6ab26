import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Follows the end while the reader is there, and stays where they have scrolled to otherwise. */
export function useStickToEnd(...shown: unknown[]) {
  const ref = useRef<HTMLDivElement>(null);
  const [sticks, setSticks] = useState(true);
  useEffect(() => {
    const element = ref.current!;
    const look = (): void => setSticks(element.scrollHeight - element.scrollTop - element.clientHeight < 24);
    element.addEventListener('scroll', look, { passive: true });
    return () => element.removeEventListener('scroll', look);
  }, []);
  useLayoutEffect(() => {
    if (sticks && ref.current) ref.current.scrollTop = ref.current.scrollHeight;
  }, [...shown, sticks]);
  return ref;
}
