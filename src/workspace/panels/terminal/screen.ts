import { FitAddon } from '@xterm/addon-fit';
import { Terminal as Xterm } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';

import { onScheme } from '../../../ui/scheme.ts';
import type { Terminal } from '../../session/terminal.ts';
import { ANSWER, makeHarmless } from './harmless.ts';
import { watchKeys } from './screen-keys.ts';
import { terminalTheme } from './theme.ts';

/** Characters that one paste may have; more belongs into a file. */
export const MOST_PASTED = 64 * 1024;
const SCROLLBACK = 5_000;

export interface ScreenOptions {
  /** An empty element of the size that the screen is to have, now and later. */
  host: HTMLElement;
  terminal: Terminal;
  words: { label: string; much: string };
  /** Whether what is shown is also laid out for screen readers. */
  reader: boolean;
  /** Esc was pressed: Tab leaves. */
  onArmed(armed: boolean): void;
  onTooMuch(): void;
}

export interface DrawnScreen {
  setReader(on: boolean): void;
  focus(): void;
  dispose(): void;
}

/** Draws a terminal with xterm in a page, and sends what is typed there. */
export async function drawScreen({
  host,
  terminal,
  words,
  reader,
  onArmed,
  onTooMuch,
}: ScreenOptions): Promise<DrawnScreen> {
  const { fontFamily, fontSize } = getComputedStyle(host);
  // Cells are measured once: in another face than that of the text they would be too wide or too narrow.
  await document.fonts.load(`${fontSize} ${fontFamily}`).catch(() => []);
  Xterm.strings.promptLabel = words.label;
  Xterm.strings.tooMuchOutput = words.much;
  const gone = new AbortController();
  const xterm = new Xterm({
    fontFamily,
    fontSize: parseFloat(fontSize),
    lineHeight: 1.25,
    scrollback: SCROLLBACK,
    cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    minimumContrastRatio: 4.5,
    screenReaderMode: reader,
    vtExtensions: { colorSchemeQuery: false },
  });
  makeHarmless(xterm.parser);
  const fit = new FitAddon();
  xterm.loadAddon(fit);
  onScheme(() => {
    xterm.options.theme = terminalTheme();
  }, gone.signal);
  xterm.open(host);
  watchKeys(host, xterm, onArmed, gone.signal);
  boundPastes(host, onTooMuch, gone.signal);
  const detach = connect(xterm, terminal);
  // Behind another tab it has no size, and keeps the one it had.
  const sizes = new ResizeObserver(() => {
    if (host.clientWidth > 0) fit.fit();
  });
  sizes.observe(host);
  return {
    setReader: on => {
      xterm.options.screenReaderMode = on;
    },
    focus: () => xterm.focus(),
    dispose() {
      gone.abort();
      sizes.disconnect();
      detach();
      xterm.dispose();
    },
  };
}

/** What is shown goes to the screen, and keys and its size to the shell; returns what ends it. */
function connect(xterm: Xterm, terminal: Terminal): () => void {
  let drawn = false;
  xterm.onData(data => {
    // What is drawn anew asks its old questions again.
    if (drawn || !ANSWER.test(data)) terminal.write(data);
  });
  xterm.onResize(({ cols, rows }) => terminal.resize({ columns: cols, rows }));
  const detach = terminal.attach({ write: bytes => new Promise(done => void xterm.write(bytes, done)) });
  xterm.write('', () => {
    drawn = true;
  });
  return detach;
}

function boundPastes(host: HTMLElement, onTooMuch: () => void, signal: AbortSignal): void {
  const look = (event: ClipboardEvent): void => {
    if ((event.clipboardData?.getData('text/plain').length ?? 0) <= MOST_PASTED) return;
    event.preventDefault();
    event.stopPropagation();
    onTooMuch();
  };
  host.addEventListener('paste', look, { capture: true, signal });
}
