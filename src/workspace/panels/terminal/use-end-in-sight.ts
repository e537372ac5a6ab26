import { useLayoutEffect, useRef } from 'preact/hooks';

/** How far from the end a reader is still at it, in CSS pixels. */
const NEAR = 24;

/** Follows the end of what grows in an element, while the reader is there. */
export function useEndInSight(shown: unknown) {
  const ref = useRef<HTMLDivElement>(null);
  const height = useRef(0);
  useLayoutEffect(() => {
    const { scrollTop, clientHeight, scrollHeight } = ref.current!;
    if (height.current - scrollTop - clientHeight < NEAR) ref.current!.scrollTop = scrollHeight;
    height.current = scrollHeight;
  }, [shown]);
  return ref;
}
