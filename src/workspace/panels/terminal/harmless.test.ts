import xterm from '@xterm/headless';
import { expect, test } from 'vitest';

import { ANSWER, makeHarmless } from './harmless.ts';

/** What a terminal types into the shell, and what it is called by then, when a program prints this. */
async function answersTo(printed: string, harmless = true): Promise<{ typed: string[]; titles: string[] }> {
  const terminal = new xterm.Terminal({ allowProposedApi: true, columns: 80, rows: 24 } as object);
  if (harmless) makeHarmless(terminal.parser);
  const [typed, titles]: [string[], string[]] = [[], []];
  terminal.onData(data => void typed.push(data));
  terminal.onTitleChange(title => void titles.push(title));
  await new Promise<void>(done => void terminal.write(printed, done));
  terminal.dispose();
  return { typed, titles };
}

const QUESTIONS = [
  ...['\x1b[c', '\x1b[0c', '\x1b[>c', '\x1b[=c', '\x1bZ', '\x1b[?6n', '\x1b[?996n', '\x1b[>q', '\x1b[>0q'],
  ...['\x1b[4$p', '\x1b[?2026$p', '\x1bP$qm\x1b\\', '\x1bP$qr\x1b\\', '\x1bP+q544e\x1b\\', '\x1b[?u'],
  ...['\x1b[11t', '\x1b[14t', '\x1b[18t', '\x1b[20t', '\x1b[21t', '\x05'],
  ...['\x1b]4;1;?\x07', '\x1b]10;?\x07', '\x1b]11;?\x1b\\', '\x1b]12;?\x07', '\x1b]52;c;?\x07', '\x1b]50;?\x07'],
];

test.each(QUESTIONS.map(question => [JSON.stringify(question), question]))('%s gets no answer', async (_, question) => {
  expect(await answersTo(question)).toEqual({ typed: [], titles: [] });
});

test('where the cursor is gets one, which is known by its form', async () => {
  const { typed } = await answersTo('ab\x1b[6n\x1b[5n');
  expect(typed).toEqual(['\x1b[1;3R', '\x1b[0n']);
  for (const answer of typed) expect(answer).toMatch(ANSWER);
  for (const key of ['\r', '\x1b', '\x1b[A', '한', '\x1b[1;5D']) expect(key).not.toMatch(ANSWER);
});

test('a title is not set, and would have been', async () => {
  const title = '\x1b]0;rm -rf\x07\x1b]2;rm -rf\x1b\\';
  expect(await answersTo(title)).toEqual({ typed: [], titles: [] });
  expect((await answersTo(title, false)).titles).toEqual(['rm -rf', 'rm -rf']);
});

test('a link in what is shown is text', async () => {
  const terminal = new xterm.Terminal({ allowProposedApi: true } as object);
  makeHarmless(terminal.parser);
  await new Promise<void>(done => void terminal.write('\x1b]8;;https://example.org\x07text\x1b]8;;\x07', done));
  const cell = terminal.buffer.active.getLine(0)!.getCell(0) as unknown as { extended?: { urlId: number } };
  expect(terminal.buffer.active.getLine(0)!.translateToString(true)).toBe('text');
  expect(cell.extended?.urlId ?? 0).toBe(0);
});
