import type { Terminal } from '@xterm/xterm';

/** What of xterm takes handlers for sequences; the same without a screen. */
type Parser = Pick<Terminal['parser'], 'registerCsiHandler' | 'registerDcsHandler' | 'registerOscHandler'>;

/** Window titles, links, colours that answer, the clipboard: numbers of operating system commands (xterm's ctlseqs). */
const COMMANDS = [0, 1, 2, 4, 5, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 50, 52, 99, 777];

/** Questions that a terminal answers by typing into the shell: who it is, its modes, its window. */
const QUESTIONS = [
  { final: 'c' },
  { prefix: '>', final: 'c' },
  { prefix: '=', final: 'c' },
  { prefix: '?', final: 'n' },
  { prefix: '>', final: 'q' },
  { intermediates: '$', final: 'p' },
  { prefix: '?', intermediates: '$', final: 'p' },
  { final: 't' },
  { prefix: '?', final: 'u' },
];

/** Where the cursor is, the one question that programs for a terminal need answered (ECMA-48 8.3.35, DSR). */
export const ANSWER = /^\x1b\[(?:0n|\d+;\d+R)$/;

/**
 * Takes from a program what it could do with its output beyond the screen: no title, link, notice or colour is set, no
 * clipboard is touched, and the terminal types no answer into the shell but where its cursor is.
 */
export function makeHarmless(parser: Parser): void {
  const swallow = (): boolean => true;
  for (const command of COMMANDS) parser.registerOscHandler(command, swallow);
  for (const question of QUESTIONS) parser.registerCsiHandler(question, swallow);
  parser.registerDcsHandler({ intermediates: '$', final: 'q' }, swallow);
  parser.registerDcsHandler({ intermediates: '+', final: 'q' }, swallow);
}
