import { expect, test } from 'vitest';

import { withNews, NOTHING_RECORDED, type Recorded } from '../recorded.ts';
import { createRecorder } from './recorder.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function packet(seconds: number, micros: number, ...content: number[]): number[] {
  const head = new Uint8Array(Uint32Array.of(seconds, micros, content.length).buffer);
  return [...head, ...content];
}

/** All news of these frames together. */
function recorded(frames: readonly ['w' | 'k' | 'c', Uint8Array][]): Recorded {
  const take = createRecorder();
  return frames.map(([type, payload]) => take({ type, payload })!).reduce(withNews, NOTHING_RECORDED);
}

test('packets are whole and in order, wherever a frame ends', () => {
  const all = Uint8Array.from([
    ...packet(1_700_000_000, 250, 1, 2, 3),
    ...packet(1_700_000_000, 251),
    ...packet(1_700_000_001, 0, 4),
  ]);
  const expected = [
    { time: 1_700_000_000_000.25, bytes: Uint8Array.of(1, 2, 3) },
    { time: 1_700_000_000_000.251, bytes: new Uint8Array() },
    { time: 1_700_000_001_000, bytes: Uint8Array.of(4) },
  ];
  for (let size = 1; size <= all.length; size++) {
    const frames = Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
      all.subarray(i * size, (i + 1) * size),
    );
    expect(recorded(frames.map(frame => ['w', frame])).packets, `frames of ${size}`).toEqual(expected);
  }
});

test('time never goes back, though the clock be set', () => {
  const frame = Uint8Array.from([...packet(20, 0, 1), ...packet(10, 0, 2)]);
  expect(recorded([['w', frame]]).packets.map(({ time }) => time)).toEqual([20_000, 20_000]);
});

test('of what comes by the descriptor of the keys only whole lines of a key log are passed on', () => {
  const line = `CLIENT_TRAFFIC_SECRET_0 ${'0a'.repeat(32)} ${'fF'.repeat(48)}\n`;
  const [one, other] = [line.slice(0, 50), line.slice(50)];
  expect(
    recorded([
      ['k', bytes(one)],
      ['k', bytes(`${other}forged\n${'x'.repeat(5000)}`)],
      ['k', bytes(`\n${line}`)],
    ]).keyLog,
  ).toBe(line + line);
});

test('what is missing is said', () => {
  expect(recorded([['c', bytes('12 cut')]])).toEqual({ ...NOTHING_RECORDED, dropped: 12, cut: true });
  expect(recorded([['c', bytes('3 ')]])).toEqual({ ...NOTHING_RECORDED, dropped: 3 });
  expect(createRecorder()({ type: 'x', payload: bytes('{}') })).toBeUndefined();
});
