import { describe, expect, test } from 'vitest';

import { concat } from '../run-to-end.ts';
import { createReportSplitter, type Part } from './marked-report.ts';

const record = (text: string): string => `\u001e${'0123456789abcdef'.repeat(2)} ${text}\n`;

/** Sends `data` in pieces of `size` bytes; gives what came out on each stream, joined. */
function split(data: Uint8Array, size: number): { stdout: Uint8Array; report: string } {
  const splitter = createReportSplitter();
  const parts: Part[] = [];
  for (let at = 0; at < data.length; at += size) parts.push(...splitter.push(data.subarray(at, at + size)));
  parts.push(...splitter.end());
  const of = (wanted: string): Uint8Array =>
    concat(parts.filter(([stream]) => stream === wanted).map(([, bytes]) => bytes));
  return { stdout: of('stdout'), report: new TextDecoder().decode(of('report')) };
}
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (data: Uint8Array): string => new TextDecoder().decode(data);

describe('the report in stdout', () => {
  test.each([1, 2, 7, 33, 34, 35, 1000])('is found in pieces of %i bytes, also behind a line that has no end', size => {
    const { stdout, report } = split(bytes(`열쇠 ${record('{"a":1}')}🔑\n${record('{"b":"한글"}')}rest`), size);
    expect(text(stdout)).toBe('열쇠 🔑\nrest');
    expect(report).toBe(record('{"a":1}') + record('{"b":"한글"}'));
  });

  test.each([1, 5, 65_536])('leaves binary output uncut in pieces of %i bytes', size => {
    const binary = Uint8Array.from({ length: 4096 }, (_, i) => i);
    const { stdout, report } = split(binary, size);
    expect(stdout).toEqual(binary);
    expect(report).toBe('');
  });

  test('is not what only looks like a mark at its beginning, nor a record without its end', () => {
    for (const almost of [
      '\u001e',
      `\u001e${'0'.repeat(31)} x\n`,
      `\u001e${'G'.repeat(32)} x\n`,
      `\u001e${'0'.repeat(32)} no end`,
    ]) {
      expect(text(split(bytes(`a${almost}`), 3).stdout)).toBe(`a${almost}`);
    }
  });

  test('gives output on at once, before any record', () => {
    expect(
      createReportSplitter()
        .push(bytes('ready\n'))
        .map(([stream, data]) => [stream, text(data)]),
    ).toEqual([['stdout', 'ready\n']]);
  });
});
