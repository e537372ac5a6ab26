import xterm from '@xterm/headless';
import { describe, expect, it } from 'vitest';

import { OutputLog } from './output-log.ts';
import { COLUMNS, TerminalLine } from './terminal-line.ts';
import { TerminalText } from './terminal-text.ts';

/** Rows as a terminal of that many columns shows them, without the blanks at their ends. */
function drawn(pieces: readonly string[], columns?: number): string[] {
  const line = new TerminalLine(columns);
  const rows: string[] = [];
  const reader = new TerminalText({
    print: char => {
      const row = line.print(char);
      if (row !== undefined) rows.push(row);
    },
    endLine: () => rows.push(line.end()),
    move: by => line.move(by),
    control: (final, parameter) => line.control(final, parameter),
  });
  for (const piece of pieces) reader.push(piece);
  return [...rows, line.text].map(row => expandTabs(row).trimEnd());
}

const shown = (text: string): string => drawn([text]).join('\n');

function expandTabs(row: string): string {
  let out = '';
  let column = 0;
  for (const char of row) {
    const width = char === '\t' ? 8 - (column % 8) : /[가-힣]/.test(char) ? 2 : /\p{M}/u.test(char) ? 0 : 1;
    out += char === '\t' ? ' '.repeat(width) : char;
    column += width;
  }
  return out;
}

/** The real thing. */
async function judged(text: string, terminal: InstanceType<typeof xterm.Terminal>): Promise<string[]> {
  terminal.reset();
  await new Promise<void>(resolve => {
    terminal.write(text, resolve);
  });
  const { active: buffer } = terminal.buffer;
  return Array.from({ length: buffer.cursorY + 1 }, (_, at) => buffer.getLine(at)!.translateToString(true).trimEnd());
}

function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
}

const PIECES = [
  'a',
  'b',
  '42%',
  '====>',
  ' ',
  'é',
  'e\u0301',
  '열',
  '쇠',
  'Handshake',
  '\r',
  '\r',
  '\r\n',
  '\n',
  '\b',
  '\b\b',
  '\t',
  '\u001b[K',
  '\u001b[0K',
  '\u001b[1K',
  '\u001b[2K',
  '\u001b[G',
  '\u001b[5G',
  '\u001b[3C',
  '\u001b[2D',
  '\u001b[D',
  '\u001b[J',
  '\u001b[2X',
  '\u001b[P',
  '\u001b[3P',
  '\u001b[31m',
  '\u001b[0m',
  '\u001b[?25l',
  '\u001b]0;title\u0007',
  '\u001b[999C',
  '\u001b[1;2m',
] as const;

function randomText(seed: number): string {
  const random = randomFrom(seed);
  return Array.from({ length: 1 + random(40) }, () => PIECES[random(PIECES.length)]!).join('');
}

describe('a line of output', () => {
  it.each([
    ['a percentage that counts up', '\r0%\r10%\r100%', '100%'],
    ['a shorter text over a longer one', 'downloading\rdone', 'doneloading'],
    ['a line erased first', 'downloading\r\u001b[Kdone', 'done'],
    ["what Node's readline.clearLine and cursorTo write", 'working\u001b[2K\u001b[1Gdone', 'done'],
    ['a spinner', '|\b/\b-\b\\', '\\'],
    ['a bar', '[    ]\r[=   ]\r[==  ]\n', '[==  ]\n'],
    ['Korean under Latin letters', '다운로드\rok', 'ok운로드'],
    ['one half of a wide character', '열쇠\rx', 'x 쇠'],
    ['letters over a tab', 'a\tb\rxyz', 'xyz     b'],
  ])('is overwritten as on a terminal: %s', (_, text, result) => expect(shown(text)).toBe(result));

  it('keeps a tab that nothing was written over, for whoever copies it', () => {
    const line = new TerminalLine();
    line.print('a');
    line.move('\t');
    line.print('b');
    expect(line.text).toBe('a\tb');
  });

  it('is what xterm makes of it, for a thousand texts', async () => {
    const differing: object[] = [];
    for (const columns of [20, 31, 80]) {
      const terminal = new xterm.Terminal({ cols: columns, rows: 50, convertEol: true, allowProposedApi: true });
      for (let seed = columns; seed < 1_000; seed += 3) {
        const text = randomText(seed);
        const [ours, theirs] = [drawn([text], columns), await judged(text, terminal)];
        if (ours.join('\n') !== theirs.join('\n')) differing.push({ seed, text, ours, theirs });
      }
      terminal.dispose();
    }
    expect(differing).toEqual([]);
  }, 60_000);

  it('is the same however the bytes were cut', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const whole = new TextEncoder().encode(`${randomText(seed)}\u202e\u0000\u001b]0;t\u001b\\\r`);
      const random = randomFrom(seed);
      const [once, cut] = [new OutputLog(draw => draw()), new OutputLog(draw => draw())];
      once.push('stdout', whole);
      for (let at = 0; at < whole.length;) {
        const end = at + 1 + random(3);
        cut.push('stdout', whole.subarray(at, end));
        at = end;
      }
      for (const log of [once, cut]) log.end();
      expect(cut.view.value.blocks.map(({ text }) => text)).toEqual(once.view.value.blocks.map(({ text }) => text));
    }
  });

  it('goes on after as many columns as are kept, and is bounded by marks without end too', () => {
    expect(drawn(['x'.repeat(COLUMNS + 5)])).toEqual(['x'.repeat(COLUMNS), 'xxxxx']);
    const log = new OutputLog(draw => draw());
    log.push('stdout', new TextEncoder().encode('\u0301'.repeat(200_000)));
    log.push('stdout', new TextEncoder().encode('\u001b[1024Gx\u001b[1K'.repeat(20_000)));
    expect(log.view.value.blocks.reduce((sum, block) => sum + block.text.length, 0)).toBeLessThanOrEqual(64 * 1024);
  });
});
