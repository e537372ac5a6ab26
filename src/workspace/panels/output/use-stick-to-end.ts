import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

import { messageBeforeStack } from './message-line.ts';

/** How far from the end a reader is still at it, in CSS pixels. */
const NEAR = 24;

/**
 * Follows the end while the reader is there, and stays where they have scrolled to otherwise. What a program threw is read
 * from its message: with more frames below than there is room for, that line stays in sight, and the end does not.
 */
export function useStickToEnd(...shown: unknown[]) {
  const ref = useRef<HTMLDivElement>(null);
  const [sticks, setSticks] = useState(true);
  // Where this put it; a scroll to anywhere else is the reader's.
  const put = useRef(0);
  const follow = (): void => {
    const element = ref.current;
    if (!element || element.clientHeight === 0) return;
    element.scrollTop = Math.min(element.scrollHeight - element.clientHeight, topOfMessage(element));
    put.current = element.scrollTop;
  };
  useEffect(() => {
    const element = ref.current!;
    const look = (): void => {
      const { scrollHeight, scrollTop, clientHeight } = element;
      if (clientHeight > 0)
        setSticks(Math.abs(scrollTop - put.current) < 2 || scrollHeight - scrollTop - clientHeight < NEAR);
    };
    element.addEventListener('scroll', look, { passive: true });
    return () => element.removeEventListener('scroll', look);
  }, []);
  useLayoutEffect(() => {
    if (!sticks) return undefined;
    follow();
    // It gets another size when the area does, and has none while another panel is in front.
    const sizes = new ResizeObserver(follow);
    sizes.observe(ref.current!);
    return () => sizes.disconnect();
  }, [...shown, sticks]);
  return ref;
}

/** How far down the last thrown error's message begins; nothing thrown, or something printed after it: no limit. */
function topOfMessage(element: HTMLElement): number {
  const last = [...element.querySelectorAll<HTMLElement>('.ws-block')].at(-1);
  const pre = last?.dataset.stream === 'stderr' ? last.querySelector('pre') : null;
  const at = pre ? messageBeforeStack(pre.textContent) : undefined;
  const place = pre && at !== undefined ? placeOf(pre, at) : undefined;
  return place === undefined ? Infinity : place - element.getBoundingClientRect().top + element.scrollTop;
}

/** Where the character stands on the screen, from above. */
function placeOf(pre: HTMLElement, at: number): number | undefined {
  const texts = document.createTreeWalker(pre, NodeFilter.SHOW_TEXT);
  let rest = at;
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const { length } = node as Text;
    if (rest < length) {
      const range = document.createRange();
      range.setStart(node, rest);
      range.setEnd(node, rest + 1);
      return range.getBoundingClientRect().top;
    }
    rest -= length;
  }
  return undefined;
}
