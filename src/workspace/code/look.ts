import { signal } from '@preact/signals';

import { CODE_SIZES, type CodeSize, type Look } from '../editor/types.ts';
import { keep, kept } from '../page/kept.ts';

/** How code is shown in this page; public/boot.js puts the same back before the first paint. */
export const look = signal<Look>({ size: 'normal' });

/** Takes up what this browser has kept. */
export function recallLook(): void {
  const size = CODE_SIZES.find(one => one === kept('code-size')) ?? 'normal';
  const wrap = kept('wrap');
  show({ size, ...((wrap === 'on' || wrap === 'off') && { wrap: wrap === 'on' }) });
}

export function setSize(size: CodeSize): void {
  keep('code-size', size === 'normal' ? null : size);
  show({ ...look.value, size });
}

export function setWrap(wrap: boolean): void {
  keep('wrap', wrap ? 'on' : 'off');
  show({ ...look.value, wrap });
}

/** Whether long lines are wrapped now, by choice or because it is narrow. */
export function wrapsNow(): boolean {
  const paper = document.querySelector('.ws-editor .editor-file:not([hidden]) .editor-static');
  return look.value.wrap ?? (paper !== null && getComputedStyle(paper).whiteSpace === 'pre-wrap');
}

/** The page's own styles first: the editor measures them. */
function show(next: Look): void {
  const { dataset } = document.documentElement;
  if (next.size === 'normal') delete dataset.codeSize;
  else dataset.codeSize = next.size;
  if (next.wrap === undefined) delete dataset.wrap;
  else dataset.wrap = next.wrap ? 'on' : 'off';
  look.value = next;
}
