import { randomInt } from 'node:crypto';

/** Without 0 O, 1 I L, 2 Z, 5 S, 8 B, U V: said aloud or read from a wall, each is only itself. */
const LETTERS = '34679ACDEFGHJKMNPQRTWXY';
const LENGTH = 8;
const GROUP = 4;

/** A class's join code, 36 bits: enough beside a limit on guesses and an end. `draw` gives a number below another. */
export function newJoinCode(draw: (below: number) => number = randomInt): string {
  return Array.from({ length: LENGTH }, () => LETTERS[draw(LETTERS.length)]).join('');
}

/** The code in what somebody typed, in any case, with spaces or hyphens; undefined where that can be none. */
export function joinCodeFrom(typed: string): string | undefined {
  const letters = [
    ...typed
      .normalize('NFKC')
      .toUpperCase()
      .replaceAll(/[\s\p{Pd}]/gu, ''),
  ];
  if (letters.length !== LENGTH || !letters.every(letter => LETTERS.includes(letter))) return undefined;
  return letters.join('');
}

/** As it is shown and said: `ABCD-EFGH`. */
export function shownJoinCode(code: string): string {
  return `${code.slice(0, GROUP)}-${code.slice(GROUP)}`;
}

/** Whether a code still opens its class: `expires` in ms UTC, or never. */
export function isOpen(expires: number | null, now: number): boolean {
  return expires === null || now < expires;
}
