import { useLayoutEffect, useRef } from 'preact/hooks';

import { fill } from '../../i18n/strings.ts';
import { moveable } from '../../ui/separator.ts';
import { useBench } from '../bench-context.ts';
import { keep, kept } from '../page/kept.ts';

/** How much of the bench the code has at first, in percent: at least half, below each other and side by side. */
const USUAL = { 'code-height': 52, 'code-width': 58 };
const NAMES = ['code-height', 'code-width'] as const;
const [MIN, MAX] = [20, 80];

/** The line between the code and what stands below it, or beside it where the bench is wide; grid.css says which. */
export function Handle() {
  const {
    words: { room: words },
  } = useBench();
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => separates(ref.current!, n => fill(words.percent, { n })), []);
  return (
    <div
      class="ws-handle"
      ref={ref}
      role="separator"
      tabIndex={0}
      aria-label={words.size}
      aria-controls="ws-code"
      aria-orientation="horizontal"
      aria-valuemin={MIN}
      aria-valuemax={MAX}
      aria-valuenow={USUAL['code-height']}
    />
  );
}

/** Puts back and moves what grid.css reads; the place is measured afterwards, since neither side may be lost. */
function separates(handle: HTMLElement, told: (percent: number) => string): () => void {
  const grid = handle.parentElement!;
  const code = grid.querySelector('.ws-code')!;
  const upright = (): boolean => handle.clientHeight > handle.clientWidth;
  const name = () => (upright() ? 'code-width' : 'code-height');
  const share = (width: number, height: number): number => {
    const whole = grid.getBoundingClientRect();
    return Math.round((upright() ? width / whole.width : height / whole.height) * 1000) / 10;
  };
  const measured = (): number => {
    const { width, height } = code.getBoundingClientRect();
    return share(width, height);
  };
  const set = (of: keyof typeof USUAL, percent: number): void =>
    document.documentElement.style.setProperty(`--${of}`, `${percent}%`);
  for (const of of NAMES) {
    const percent = Number(kept(of));
    if (percent >= MIN && percent <= MAX) set(of, percent);
  }
  const tell = moveable(handle, {
    now: measured(),
    usual: () => USUAL[name()],
    upright,
    at({ clientX, clientY }) {
      const { left, top } = code.getBoundingClientRect();
      return share(clientX - left, clientY - top);
    },
    move(percent) {
      set(name(), percent);
      return measured();
    },
    told,
    keep: percent => keep(name(), String(percent)),
  });
  const sizes = new ResizeObserver(() => tell(measured()));
  sizes.observe(code);
  return () => sizes.disconnect();
}
