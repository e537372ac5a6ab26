import { expect, test } from 'vitest';

import { createFrameReader, inputLine, toBase64 } from './frames.ts';

const utf8 = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

test('frames are put together from text that is cut anywhere', () => {
  const text = `hs t\nhs o ${toBase64('한글 🔑')}\nhs e ${toBase64(Uint8Array.of(0, 255, 10))}\nhs r \nhs x 137\n`;
  for (const size of [1, 3, 1000]) {
    const reader = createFrameReader();
    const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g'))!;
    const frames = pieces.flatMap(piece => reader.read(piece));
    expect(frames).toEqual([
      { type: 'alive' },
      { type: 'output', stream: 'stdout', bytes: new TextEncoder().encode('한글 🔑') },
      { type: 'output', stream: 'stderr', bytes: Uint8Array.of(0, 255, 10) },
      { type: 'output', stream: 'report', bytes: new Uint8Array(0) },
      { type: 'exit', code: 137 },
    ]);
    expect(reader.stray).toBe('');
  }
});

test('what is no frame is kept aside: an echo of input, Node’s own last words, a line with a carriage return', () => {
  const reader = createFrameReader();
  const frames = reader.read(
    `${inputLine('x')}jsh: command not found: node\r\nhs t\r\nhs x minus\nhs o ***\nhs q AA==\nlast words`,
  );
  expect(frames).toEqual([{ type: 'alive' }]);
  expect(reader.stray).toContain('jsh: command not found: node');
  expect(reader.stray).toContain('last words');
});

test('a program that could not be started is told with its reason', () => {
  expect(createFrameReader().read(`hs l ${toBase64('spawn EACCES')}\n`)).toEqual([
    { type: 'failed', message: 'spawn EACCES' },
  ]);
});

test('bytes beyond what one call can take are encoded whole', () => {
  const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => i);
  expect(utf8(Uint8Array.from(atob(toBase64(bytes)), c => c.charCodeAt(0)))).toBe(utf8(bytes));
});
