import { expect, test } from 'vitest';

import { History, lineKey } from './plain-keys.ts';
import { LINES_KEPT, PlainLog } from './plain-log.ts';
import { isSafari } from './preference.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A log, and what draws it. */
function logOf(columns = 80): { log: PlainLog; draw(): void } {
  let due: (() => void) | undefined;
  const log = new PlainLog(next => {
    due = next;
  }, columns);
  return { log, draw: () => due?.() };
}
const shown = ({ view }: PlainLog): string[] => [...view.value.lines.map(({ text }) => text), view.value.last];

test('a shell’s prompt, its echo and colours are lines of text', () => {
  const { log, draw } = logOf();
  void log.write(bytes('\x1b[?2004h~ $ \x1b[?2004l'));
  void log.write(bytes('ls\r\n\x1b[34mdir\x1b[0m  한글\r\n~ $ '));
  draw();
  expect(shown(log)).toEqual(['~ $ ls', 'dir  한글', '~ $ ']);
});

test('a command that is longer than the terminal is wide is one line', () => {
  const { log, draw } = logOf(10);
  void log.write(bytes('~ $ echo 1 \r2345\r\n'));
  draw();
  expect(shown(log)).toEqual(['~ $ echo 12345', '']);
});

test('a character that comes in two pieces is one', () => {
  const { log, draw } = logOf();
  const han = bytes('한');
  void log.write(han.subarray(0, 1));
  void log.write(han.subarray(1));
  draw();
  expect(shown(log)).toEqual(['한']);
});

test('a line that is ended keeps its name, so that a screen reader reads only what is new', () => {
  const { log, draw } = logOf();
  void log.write(bytes('one\n'));
  draw();
  const [first] = log.view.value.lines;
  void log.write(bytes('two\n'));
  draw();
  expect(log.view.value.lines[0]).toBe(first);
});

test('a flood is bounded, and waits to be drawn', async () => {
  const { log, draw } = logOf();
  let taken = false;
  const writing = log.write(bytes('y\n'.repeat(50_000))).then(() => {
    taken = true;
  });
  await Promise.resolve();
  expect(taken).toBe(false);
  draw();
  await writing;
  expect(log.view.value.lines).toHaveLength(LINES_KEPT);
});

const press = (key: string, held: object = {}) => ({
  ...{ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false },
  ...held,
});

test('keys of the command line are those of a shell, unless they copy or there is something to delete', () => {
  const ctrl = { ctrlKey: true };
  expect(lineKey(press('ArrowUp'), '', false)).toBe('older');
  expect(lineKey(press('c', ctrl), 'text', false)).toBe('interrupt');
  expect(lineKey(press('c', ctrl), 'text', true)).toBeUndefined();
  expect(lineKey(press('d', ctrl), '', false)).toBe('end');
  expect(lineKey(press('d', ctrl), 'text', false)).toBeUndefined();
  expect(lineKey(press('c', { metaKey: true }), '', false)).toBeUndefined();
});

test('lines that were sent come back, the newest first, and an empty one behind them', () => {
  const history = new History();
  for (const line of ['one', 'two', 'two', '']) history.sent(line);
  expect(['older', 'older', 'older', 'newer', 'newer'].map(by => history.move(by as 'older'))).toEqual([
    ...['two', 'one', 'one', 'two', ''],
  ]);
});

test('Safari is told from browsers that call themselves so', () => {
  const apple = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)';
  expect(isSafari(`${apple} Version/18.1 Safari/605.1.15`)).toBe(true);
  expect(isSafari(`${apple} Chrome/140.0.0.0 Safari/537.36`)).toBe(false);
  expect(isSafari('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe(false);
});
