import { describe, expect, it } from 'vitest';

import { DRAWN_BLOCKS, DRAWN_CHARACTERS, OutputLog } from './output-log.ts';
import { visible } from './terminal-text.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('printed text', () => {
  it.each([
    ['colours', '\u001b[31mred\u001b[0m and \u001b[1;38;5;9mbold\u001b[m', 'red and bold'],
    ['cursor moves and a cleared screen', 'a\u001b[2J\u001b[10;5Hb\u001b7\u001b(Bc', 'abc'],
    ['a window title, ended by BEL or ST', '\u001b]0;mine\u0007a\u001b]8;;link\u001b\\b', 'ab'],
    ['line ends of Windows', 'a\r\nb', 'a\nb'],
  ])('is shown without %s', (_, text, shown) => expect(visible(text)).toBe(shown));

  it.each([
    ['NUL, BEL and DEL', 'a\u0000b\u0007c\u007f', 'a\u2400b\u2407c\u2421'],
    ['a lone carriage return', '10%\r20%', '10%\u240d20%'],
    ['a carriage return at the end', 'a\r', 'a\u240d'],
    ['characters that turn text around', 'user\u202etxt.exe', 'user\u27e8U+202E\u27e9txt.exe'],
    ['eight-bit controls', 'a\u009b31mb', 'a\u27e8U+009B\u27e931mb'],
  ])('shows %s as signs', (_, text, shown) => expect(visible(text)).toBe(shown));

  it('keeps tabs, line ends and every language', () => {
    expect(visible('a\tb\n열쇠 🔑 ключ')).toBe('a\tb\n열쇠 🔑 ключ');
  });

  it('is not lost behind an escape sequence that never ends', () => {
    expect(visible('\u001b[31\nnext line')).toBe('\nnext line');
    expect(visible('\u001b]0;never closed\nnext line')).toBe('\nnext line');
    expect(visible(`\u001b]${'x'.repeat(5_000)}the end`)).toContain('the end');
  });
});

describe('the output log', () => {
  const log = (): OutputLog => new OutputLog(draw => draw());
  const shown = ({ view }: OutputLog): [string, string][] =>
    view.value.blocks.map(({ stream, text }) => [stream, text]);

  it('keeps the streams apart and in the order they came', () => {
    const output = log();
    output.push('stdout', bytes('one\n'));
    output.push('stdout', bytes('two\n'));
    output.push('stderr', bytes('oh\n'));
    output.echo('typed\n');
    output.push('stdout', bytes('three'));
    expect(shown(output)).toEqual([
      ['stdout', 'one\ntwo\n'],
      ['stderr', 'oh\n'],
      ['input', 'typed\n'],
      ['stdout', 'three'],
    ]);
  });

  it('puts characters together that came in pieces, on each stream by itself', () => {
    const output = log();
    const [first, rest] = [bytes('열').slice(0, 1), bytes('열').slice(1)];
    output.push('stdout', first);
    output.push('stderr', bytes('x'));
    output.push('stdout', rest);
    expect(shown(output)).toEqual([
      ['stderr', 'x'],
      ['stdout', '열'],
    ]);
  });

  it('shows bytes that are no text, and a character cut by the end', () => {
    const output = log();
    output.push('stdout', Uint8Array.of(0xff, 0x41, 0xe2, 0x82));
    output.end();
    expect(
      shown(output)
        .map(([, text]) => text)
        .join(''),
    ).toBe('\ufffdA\ufffd');
  });

  it('draws only the end of a flood, says how much is missing, and keeps every byte for saving', () => {
    const output = log();
    const line = bytes(`${'x'.repeat(99)}\n`);
    for (let n = 0; n < 5_000; n++) output.push('stdout', line);
    const { blocks, dropped, empty } = output.view.value;
    const drawn = blocks.reduce((sum, block) => sum + block.text.length, 0);
    expect(drawn).toBeLessThanOrEqual(DRAWN_CHARACTERS);
    expect([drawn + dropped, empty]).toEqual([500_000, false]);
    expect(output.whole().reduce((sum, part) => sum + part.length, 0)).toBe(500_000);
  });

  it('bounds one endless line too', () => {
    const output = log();
    output.push('stdout', bytes('y'.repeat(1_000_000)));
    const drawn = output.view.value.blocks.reduce((sum, block) => sum + block.text.length, 0);
    expect(drawn).toBeLessThanOrEqual(DRAWN_CHARACTERS);
  });

  it('bounds what streams that write in turn make of it, in their order', () => {
    const output = log();
    for (let n = 0; n < 5_000; n++) output.push(n % 2 ? 'stderr' : 'stdout', bytes(`${n}\n`));
    const { blocks, dropped, lines } = output.view.value;
    expect(blocks.length).toBe(DRAWN_BLOCKS);
    expect(blocks.map(({ stream, text }) => [stream, text])).toEqual(
      Array.from({ length: DRAWN_BLOCKS }, (_, at) => {
        const n = 5_000 - DRAWN_BLOCKS + at;
        return [n % 2 ? 'stderr' : 'stdout', `${n}\n`];
      }),
    );
    const drawn = blocks.reduce((sum, block) => sum + block.text.length, 0);
    expect(drawn + dropped).toBe(output.whole().reduce((sum, part) => sum + part.length, 0));
    expect(lines).toBe(5_000);
  });

  it('overwrites a line until another stream writes, and makes no block of what draws nothing', () => {
    const output = log();
    output.push('stdout', bytes('10%\r20%'));
    output.push('stderr', bytes('oh\n'));
    output.push('stdout', bytes('\r30%\r'));
    output.push('stderr', bytes('\u001b[?25l'));
    output.push('stdout', bytes('40%\n'));
    expect(shown(output)).toEqual([
      ['stdout', '20%'],
      ['stderr', 'oh\n'],
      ['stdout', '40%\n'],
    ]);
  });

  it('counts the lines that can change no more', () => {
    const output = log();
    const count = () => output.view.value.lines;
    output.push('stdout', bytes('one\ntw'));
    expect(count()).toBe(1);
    output.echo('typed\n');
    expect(count()).toBe(2);
    output.push('stdout', bytes('three'));
    output.end();
    expect(count()).toBe(3);
  });

  it('replaces only the last block, so that the others need not be drawn again', () => {
    const output = log();
    for (let n = 0; n < 100; n++) output.push('stdout', bytes(`${'z'.repeat(99)}\n`));
    const before = output.view.value.blocks;
    output.push('stdout', bytes('more\n'));
    const after = output.view.value.blocks;
    expect(after.slice(0, before.length - 1)).toEqual(before.slice(0, -1));
    for (const [at, block] of before.slice(0, -1).entries()) expect(after[at]).toBe(block);
  });

  it('draws once for many writes', () => {
    const draws: (() => void)[] = [];
    const output = new OutputLog(draw => draws.push(draw));
    for (let n = 0; n < 10; n++) output.push('stdout', bytes('x'));
    expect([draws.length, output.view.value.empty]).toEqual([1, true]);
    draws[0]!();
    expect(shown(output)).toEqual([['stdout', 'xxxxxxxxxx']]);
  });

  it('is empty after it was cleared', () => {
    const output = log();
    output.push('stdout', bytes('x'));
    output.clear();
    expect([output.view.value.empty, shown(output), output.whole()]).toEqual([true, [], []]);
  });
});
