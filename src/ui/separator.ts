/** How far one press of an arrow moves it, in percent. */
const STEP = 2;

export interface Range {
  min: number;
  max: number;
  usual: number;
}

export interface Separated {
  /** Where it stands now. */
  now: number;
  /** Where it stands until somebody moves it. */
  usual(): number;
  /** Whether it is an upright line, moved left and right; asked at every press, since a layout may turn it. */
  upright(): boolean;
  /** Where it would stand under the pointer. */
  at(pointer: PointerEvent): number;
  /** Moves it; answers where it stands then, which is less far where one side would be lost. */
  move(percent: number): number;
  /** What is to be said of its place, for one who does not see it. */
  told(percent: number): string;
  /** Remembers where it was left. */
  keep(percent: number): void;
}

/** Where a key leads (ARIA APG, "window splitter"); undefined for every other key. All in percent. */
export function placeAfterKey(
  key: string,
  now: number,
  { min, max, usual }: Range,
  upright: boolean,
): number | undefined {
  const [less, more] = upright ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  switch (key) {
    case less:
      return now - STEP;
    case more:
      return now + STEP;
    case 'Home':
      return min;
    case 'End':
      return max;
    case 'Enter':
      return usual;
    default:
      return undefined;
  }
}

/** Holds a place between the two ends, to a tenth of a percent. */
export function within(percent: number, { min, max }: Pick<Range, 'min' | 'max'>): number {
  return Math.round(Math.min(max, Math.max(min, percent)) * 10) / 10;
}

/**
 * Makes a separator move, by pointer, by keys, and back to its usual place by a double click. Its ends are its own
 * `aria-valuemin` and `aria-valuemax`. Returns what says again where it stands, for when the layout has changed without it.
 */
export function moveable(
  handle: HTMLElement,
  { now, usual, upright, at, move, told, keep }: Separated,
): (now: number) => void {
  const range = (): Range => ({ min: Number(handle.ariaValueMin), max: Number(handle.ariaValueMax), usual: usual() });
  let value = now;
  const tell = (percent: number): void => {
    value = percent;
    handle.ariaValueNow = String(Math.round(percent));
    handle.ariaValueText = told(Math.round(percent));
    handle.ariaOrientation = upright() ? 'vertical' : 'horizontal';
  };
  const go = (wanted: number): void => tell(move(within(wanted, range())));

  handle.addEventListener('keydown', event => {
    const wanted = placeAfterKey(event.key, value, range(), upright());
    if (wanted === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    go(wanted);
    keep(value);
  });
  handle.addEventListener('dblclick', () => {
    go(usual());
    keep(value);
  });
  handle.addEventListener('pointerdown', event => {
    if (event.button !== 0) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    handle.dataset.dragging = '';
  });
  handle.addEventListener('pointermove', event => {
    if ('dragging' in handle.dataset) go(at(event));
  });
  handle.addEventListener('lostpointercapture', () => {
    delete handle.dataset.dragging;
    keep(value);
  });
  tell(value);
  return tell;
}
