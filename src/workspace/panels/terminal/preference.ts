import { keep, kept } from '../../page/kept.ts';

/**
 * Whether this reader has the plain command line: by choice, or, without one, where there is only a touch screen, or
 * Safari, in which Hangul comes into a terminal as single letters (xterm.js issue 6084).
 */
export function prefersPlain(): boolean {
  const choice = kept('terminal');
  if (choice !== null) return choice === 'plain';
  return isSafari(navigator.userAgent) || matchMedia('(hover: none) and (pointer: coarse)').matches;
}

export function rememberPlain(plain: boolean): void {
  keep('terminal', plain ? 'plain' : 'full');
}

/** Whether the full terminal is laid out for a screen reader, which no browser tells a page of. */
export function prefersReader(): boolean {
  return kept('terminal-reader') === 'on';
}

export function rememberReader(on: boolean): void {
  keep('terminal-reader', on ? 'on' : null);
}

export function isSafari(agent: string): boolean {
  return /\bVersion\/[\d.]+.* Safari\//.test(agent) && !/Chrom|Android/.test(agent);
}
