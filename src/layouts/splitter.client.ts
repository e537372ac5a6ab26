import { moveable } from '../ui/separator.ts';
import { remember } from './remember.client.ts';

const USUAL = 44;

/**
 * The width of the text, in percent of the window, moved as every separator, and remembered; public/boot.js puts it back
 * before the first paint.
 */
export function splitter(): void {
  const handle = document.querySelector<HTMLElement>('[data-splitter]');
  if (!handle) return;
  const root = document.documentElement;
  moveable(handle, {
    now: parseFloat(root.style.getPropertyValue('--split')) || USUAL,
    usual: () => USUAL,
    upright: () => true,
    at: ({ clientX }) => (clientX / root.clientWidth) * 100,
    move(percent) {
      root.style.setProperty('--split', `${percent}%`);
      return percent;
    },
    told: percent => handle.dataset.valueText!.replace('{n}', String(percent)),
    keep: percent => remember('split', String(percent)),
  });
}
