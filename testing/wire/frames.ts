import { LINK, type Packet } from '../../src/wire/capture/index.ts';

/** How a capture says where its packets come from: its link, and the version of IP. */
export interface Shape {
  link: keyof typeof LINK;
  ip: 4 | 6;
}

export type Side = 'client' | 'server';

/** Port of the server in each capture: one that Wireshark gives no meaning. */
export const SERVER_PORT = 9443;
const CLIENT_PORT = 50_123;
const MOST_PAYLOAD = 1400;
const FLAG = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16 };

const u16 = (n: number): number[] => [(n >> 8) & 0xff, n & 0xff];
const u32 = (n: number): number[] => [...u16(n >>> 16), ...u16(n & 0xffff)];

/** The Internet checksum (RFC 1071). */
function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) sum += (bytes[at]! << 8) | (bytes[at + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

/** Writes the headers around bytes that really crossed a socket, as a recording of loopback would have them. */
export class Frames {
  readonly packets: Packet[] = [];
  readonly #shape: Shape;
  readonly #port: number;
  #sequence: Record<Side, number> = { client: 0x11223344, server: 0xfffffc00 };
  #time = 1_790_000_000;

  constructor(shape: Shape, port = CLIENT_PORT) {
    this.#shape = shape;
    this.#port = port;
  }

  connect(): void {
    this.#segment('client', FLAG.syn);
    this.#segment('server', FLAG.syn | FLAG.ack);
    this.#segment('client', FLAG.ack);
  }

  data(side: Side, bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += MOST_PAYLOAD) {
      this.#segment(side, FLAG.psh | FLAG.ack, bytes.subarray(at, at + MOST_PAYLOAD));
    }
  }

  fin(side: Side): void {
    this.#segment(side, FLAG.fin | FLAG.ack);
  }

  reset(side: Side): void {
    this.#segment(side, FLAG.rst | FLAG.ack);
  }

  datagram(side: Side, bytes: Uint8Array): void {
    const [from, to] = this.#ports(side);
    const header = (sum: number) =>
      Uint8Array.from([...u16(from), ...u16(to), ...u16(8 + bytes.length), ...u16(sum), ...bytes]);
    this.#packet(side, 17, header(checksum(this.#pseudo(side, 17, header(0)))));
  }

  #segment(side: Side, flags: number, payload: Uint8Array = new Uint8Array()): void {
    const other = side === 'client' ? 'server' : 'client';
    const sequence = this.#sequence[side];
    const acknowledged = flags & FLAG.ack ? this.#sequence[other] : 0;
    const options =
      flags & FLAG.syn ? [2, 4, ...u16(65_495), 4, 2, 3, 3, 7, 1, 1, 1] : [1, 1, 8, 10, ...u32(7), ...u32(9)];
    const offset = (20 + options.length) / 4;
    const [from, to] = this.#ports(side);
    const header = (sum: number) =>
      Uint8Array.from([
        ...[...u16(from), ...u16(to), ...u32(sequence), ...u32(acknowledged)],
        ...[offset << 4, flags, ...u16(512), ...u16(sum), 0, 0, ...options, ...payload],
      ]);
    this.#packet(side, 6, header(checksum(this.#pseudo(side, 6, header(0)))));
    this.#sequence[side] = (sequence + payload.length + (flags & (FLAG.syn | FLAG.fin) ? 1 : 0)) >>> 0;
  }

  #ports = (side: Side): [number, number] =>
    side === 'client' ? [this.#port, SERVER_PORT] : [SERVER_PORT, this.#port];

  #address = (side: Side): number[] => {
    const last = side === 'client' ? 1 : 2;
    return this.#shape.ip === 4 ? [127, 0, 0, last] : [0x20, 1, 0xd, 0xb8, ...Array<number>(11).fill(0), last];
  };

  #ends = (side: Side): number[] => [...this.#address(side), ...this.#address(side === 'client' ? 'server' : 'client')];

  #pseudo(side: Side, protocol: number, segment: Uint8Array): Uint8Array {
    return Uint8Array.from([...this.#ends(side), ...u32(segment.length), ...u32(protocol), ...segment]);
  }

  #packet(side: Side, protocol: number, segment: Uint8Array): void {
    const bytes = Uint8Array.from([
      ...this.#linkHeader(),
      ...this.#network(side, protocol, segment.length),
      ...segment,
    ]);
    this.#time += 0.001;
    const number = this.packets.length + 1;
    this.packets.push({ number, time: this.#time, link: LINK[this.#shape.link], bytes, whole: bytes.length });
  }

  #network(side: Side, protocol: number, length: number): number[] {
    if (this.#shape.ip === 6) return [...u32(0x60000000), ...u16(length), protocol, 64, ...this.#ends(side)];
    const number = this.packets.length;
    const header = (sum: number) => [
      0x45,
      0,
      ...u16(20 + length),
      ...u16(number),
      0x40,
      0,
      64,
      protocol,
      ...u16(sum),
      ...this.#ends(side),
    ];
    return header(checksum(Uint8Array.from(header(0))));
  }

  #linkHeader(): number[] {
    const type = this.#shape.ip === 4 ? [8, 0] : [0x86, 0xdd];
    const { link } = this.#shape;
    if (link === 'ethernet') return [...Array<number>(12).fill(0), ...type];
    if (link === 'loopback') return [this.#shape.ip === 4 ? 2 : 30, 0, 0, 0];
    if (link === 'linuxSll') return [0, 0, 3, 4, 0, 6, ...Array<number>(8).fill(0), ...type];
    if (link === 'linuxSll2') return [...type, 0, 0, 0, 0, 0, 1, 3, 4, 0, 6, ...Array<number>(8).fill(0)];
    return [];
  }
}
