import { expect, test } from 'vitest';

import { packetsOf, readCapture, writePcapng, type Packet } from './index.ts';

const packet = (number: number, time: number): Packet => ({
  number,
  time,
  link: 101,
  bytes: Uint8Array.of(0x45, number),
  whole: 90,
});

/** A pcap file with one packet, as somebody else's computer writes it. */
function pcap(little: boolean, magic: number, fraction: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(24 + 16 + 2));
  view.setUint32(0, magic, little);
  view.setUint32(20, 12, little);
  [1_700_000_000, fraction, 2, 90].forEach((number, n) => view.setUint32(24 + 4 * n, number, little));
  view.setUint16(40, 0x4501);
  return new Uint8Array(view.buffer);
}

test.each([
  ['little-endian, microseconds', true, 0xa1b2c3d4, 500_000],
  ['big-endian, microseconds', false, 0xa1b2c3d4, 500_000],
  ['little-endian, nanoseconds', true, 0xa1b23c4d, 500_000_000],
] as const)('a pcap file is read: %s', (_, little, magic, fraction) => {
  const { packets, format } = readCapture(pcap(little, magic, fraction))!;
  expect(format).toBe('pcap');
  expect(packets).toEqual([packet(1, 1_700_000_000.5)]);
});

test('a pcap file that breaks off says so, and keeps what was whole', () => {
  const file = pcap(true, 0xa1b2c3d4, 0);
  expect(readCapture(file.subarray(0, -1))).toMatchObject({ packets: [], troubles: [{ kind: 'cut' }] });
});

test('what is written as pcapng is read again, its key log too', () => {
  const packets = [packet(1, 1.5), { ...packet(2, 2.25), link: 1 }];
  const capture = readCapture(writePcapng(packets, 'CLIENT_RANDOM 00 11\n'))!;
  expect(capture).toMatchObject({ format: 'pcapng', packets, troubles: [] });
  expect(capture.keyLog.trim()).toBe('CLIENT_RANDOM 00 11');
  expect(readCapture(writePcapng(packets).subarray(0, -4))!.troubles).toEqual([
    expect.objectContaining({ kind: 'cut' }),
  ]);
});

test('what a machine recorded is written to the microsecond', () => {
  const recorded = [1_790_000_000_000.25, 1_790_000_000_000.251].map(time => ({ time, bytes: Uint8Array.of(1, 2) }));
  const { packets } = readCapture(writePcapng(packetsOf(recorded)))!;
  expect(packets.map(({ time }) => time.toFixed(6))).toEqual(['1790000000.000250', '1790000000.000251']);
  expect(packets).toMatchObject([1, 2].map(number => ({ number, link: 1, whole: 2, bytes: Uint8Array.of(1, 2) })));
});

test('a pcapng file of another order of bytes, with another resolution of time', () => {
  const words = (...numbers: number[]) => numbers.flatMap(n => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255]);
  const file = Uint8Array.from([
    ...words(0x0a0d0d0a, 28, 0x1a2b3c4d, 0x00010000, 0xffffffff, 0xffffffff, 28),
    ...words(1, 32, 0x00650000, 0, 0x00090001, 0x03000000, 0, 32),
    ...words(6, 36, 0, 0, 1500, 2, 90, 0x45010000, 36),
  ]);
  expect(readCapture(file)!.packets).toEqual([packet(1, 1.5)]);
});

test('another file is no capture', () => {
  expect(readCapture(new TextEncoder().encode('GET / HTTP/1.1\r\n\r\n and so on'))).toBeUndefined();
  expect(readCapture(new Uint8Array())).toBeUndefined();
});
