import { utf8 } from '../bytes.ts';
import { LINK, MOST_PACKETS, type Capture } from './capture.ts';

/** Blocks of a pcapng file that we read (draft-ietf-opsawg-pcapng, section 4). */
export const BLOCK = { section: 0x0a0d0d0a, interface: 1, simplePacket: 3, packet: 6, secrets: 10 };
export const BYTE_ORDER = 0x1a2b3c4d;
/** "TLSK": the secrets are a key log (section 4.7). */
export const TLS_KEY_LOG = 0x544c534b;
const TIME_RESOLUTION = 9;

interface Interface {
  link: number;
  snapLength: number;
  /** Ticks of a second. */
  ticks: number;
}

/** One file being read: a section says anew in which order bytes are, and which interfaces there are. */
class Sections {
  readonly capture: Capture = { format: 'pcapng', packets: [], keyLog: '', troubles: [] };
  readonly #file: Uint8Array;
  readonly #view: DataView;
  #little = true;
  #interfaces: Interface[] = [];

  constructor(file: Uint8Array) {
    this.#file = file;
    this.#view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  }

  read(): Capture {
    let at = 0;
    while (at < this.#file.length) {
      const length = this.#lengthAt(at);
      if (length === undefined) {
        this.capture.troubles.push({ kind: 'cut', had: this.#file.length - at });
        break;
      }
      if (this.capture.packets.length === MOST_PACKETS) {
        this.capture.troubles.push({ kind: 'too-much', wanted: MOST_PACKETS });
        break;
      }
      this.#block(at + 8, at + length - 4, this.#u32(at));
      at += length;
    }
    return this.capture;
  }

  /** The length of the block there, and, where a section begins, the order of its bytes; undefined where it cannot be one. */
  #lengthAt(at: number): number | undefined {
    if (at + 12 > this.#file.length) return undefined;
    if (this.#u32(at) === BLOCK.section) {
      this.#little = this.#view.getUint32(at + 8, true) === BYTE_ORDER;
      this.#interfaces = [];
      if (this.#u32(at + 8) !== BYTE_ORDER) return undefined;
    }
    const length = this.#u32(at + 4);
    return length >= 12 && length % 4 === 0 && at + length <= this.#file.length ? length : undefined;
  }

  #block(at: number, end: number, type: number): void {
    if (type === BLOCK.interface && end - at >= 8) this.#interface(at, end);
    if (type === BLOCK.packet && end - at >= 20) this.#packet(at, end);
    if (type === BLOCK.simplePacket && end - at >= 4) this.#simplePacket(at, end);
    if (type === BLOCK.secrets && end - at >= 8) this.#secrets(at, end);
  }

  #interface(at: number, end: number): void {
    this.#interfaces.push({ link: this.#u16(at), snapLength: this.#u32(at + 4), ticks: this.#ticks(at + 8, end) });
  }

  /** Of the option `if_tsresol`: a power of ten, or of two where the highest bit is set; else microseconds. */
  #ticks(at: number, end: number): number {
    while (at + 4 <= end) {
      const [option, length] = [this.#u16(at), this.#u16(at + 2)];
      const value = this.#file[at + 4];
      if (option === TIME_RESOLUTION && length === 1 && value !== undefined) {
        return (value & 0x80 ? 2 : 10) ** (value & 0x7f);
      }
      if (option === 0) break;
      at += 4 + Math.ceil(length / 4) * 4;
    }
    return 1e6;
  }

  #packet(at: number, end: number): void {
    const { link, ticks } = this.#interfaces[this.#u32(at)] ?? { link: -1, ticks: 1e6 };
    const time = (this.#u32(at + 4) * 2 ** 32 + this.#u32(at + 8)) / ticks;
    this.#add(at + 20, Math.min(this.#u32(at + 12), end - at - 20), this.#u32(at + 16), time, link);
  }

  #simplePacket(at: number, end: number): void {
    const { link, snapLength } = this.#interfaces[0] ?? { link: -1, snapLength: 0 };
    const whole = this.#u32(at);
    this.#add(at + 4, Math.min(whole, snapLength || whole, end - at - 4), whole, 0, link);
  }

  #add(at: number, length: number, whole: number, time: number, number: number): void {
    const link = number === LINK.rawBsd || number === LINK.rawOpenBsd ? LINK.raw : number;
    const bytes = this.#file.subarray(at, at + length);
    this.capture.packets.push({ number: this.capture.packets.length + 1, time, link, bytes, whole });
  }

  #secrets(at: number, end: number): void {
    if (this.#u32(at) !== TLS_KEY_LOG) return;
    const length = Math.min(this.#u32(at + 4), end - at - 8);
    this.capture.keyLog += `${utf8(this.#file.subarray(at + 8, at + 8 + length))}\n`;
  }

  #u16 = (at: number): number => this.#view.getUint16(at, this.#little);
  #u32 = (at: number): number => this.#view.getUint32(at, this.#little);
}

/** Reads a pcapng file (draft-ietf-opsawg-pcapng) with the TLS secrets in it; undefined where it is none. */
export function readPcapng(file: Uint8Array): Capture | undefined {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  return file.length >= 12 && view.getUint32(0) === BLOCK.section ? new Sections(file).read() : undefined;
}
