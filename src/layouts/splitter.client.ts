import { remember } from './remember.client.ts';

const STEP = 2;
const DEFAULT = 44;

/**
 * The width of the text, in percent of the window, moved with the pointer or with the keys of a separator
 * (ARIA APG, "window splitter"), and remembered; public/boot.js puts it back before the first paint.
 */
export function splitter(): void {
  const handle = document.querySelector<HTMLElement>('[data-splitter]');
  if (!handle) return;
  const root = document.documentElement;
  const [min, max] = [Number(handle.ariaValueMin), Number(handle.ariaValueMax)];
  let value = parseFloat(root.style.getPropertyValue('--split')) || DEFAULT;

  const show = (wanted: number) => {
    value = Math.round(Math.min(max, Math.max(min, wanted)) * 10) / 10;
    root.style.setProperty('--split', `${value}%`);
    announce();
  };
  const announce = () => {
    handle.ariaValueNow = String(Math.round(value));
    handle.ariaValueText = handle.dataset.valueText!.replace('{n}', handle.ariaValueNow);
  };
  const keep = () => remember('split', String(value));

  handle.addEventListener('keydown', event => {
    const keys = { ArrowLeft: value - STEP, ArrowRight: value + STEP, Home: min, End: max, Enter: DEFAULT };
    const wanted = keys[event.key as keyof typeof keys] as number | undefined;
    if (wanted === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    show(wanted);
    keep();
  });
  handle.addEventListener('dblclick', () => {
    show(DEFAULT);
    keep();
  });
  handle.addEventListener('pointerdown', event => {
    if (event.button !== 0) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    handle.dataset.dragging = '';
  });
  handle.addEventListener('pointermove', event => {
    if ('dragging' in handle.dataset) show((event.clientX / root.clientWidth) * 100);
  });
  handle.addEventListener('lostpointercapture', () => {
    delete handle.dataset.dragging;
    keep();
  });
  announce();
}
