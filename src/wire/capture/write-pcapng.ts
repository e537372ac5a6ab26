import { joined } from '../bytes.ts';
import type { Packet } from './capture.ts';
import { BLOCK, BYTE_ORDER, TLS_KEY_LOG } from './pcapng.ts';

const words = (...numbers: number[]): Uint8Array => new Uint8Array(Uint32Array.from(numbers).buffer);
const padded = (bytes: Uint8Array): Uint8Array => joined([bytes, new Uint8Array(-bytes.length & 3)]);

function block(type: number, ...body: Uint8Array[]): Uint8Array {
  const bytes = joined(body.map(padded));
  const length = words(bytes.length + 12);
  return joined([words(type), length, bytes, length]);
}

/** Version 1.0, and that nobody knows how long the section is. */
const section = (): Uint8Array => block(BLOCK.section, words(BYTE_ORDER, 1, 0xffffffff, 0xffffffff));

function packetBlock({ bytes, time, whole }: Packet, face: number): Uint8Array {
  const ticks = Math.round(time * 1e6);
  return block(BLOCK.packet, words(face, Math.floor(ticks / 2 ** 32), ticks % 2 ** 32, bytes.length, whole), bytes);
}

/**
 * A pcapng file of these packets, in the order of bytes of this computer, with the key log in front of them: Wireshark
 * opens it decrypted (draft-ietf-opsawg-pcapng; secrets stand before what they open, section 4.7).
 */
export function writePcapng(packets: readonly Packet[], keyLog = ''): Uint8Array<ArrayBuffer> {
  const links = [...new Set(packets.map(({ link }) => link))];
  const secrets = new TextEncoder().encode(keyLog);
  return joined([
    section(),
    ...links.map(link => block(BLOCK.interface, words(link, 0))),
    ...(secrets.length > 0 ? [block(BLOCK.secrets, words(TLS_KEY_LOG, secrets.length), secrets)] : []),
    ...packets.map(packet => packetBlock(packet, links.indexOf(packet.link))),
  ]);
}
