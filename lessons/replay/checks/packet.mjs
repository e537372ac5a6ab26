import { createHmac, timingSafeEqual } from 'node:crypto';

/** Bytes before the body: who sent it (1), its number (4), when it was sent (8). */
const HEADER = 13;
const TAG = 32;

/**
 * A packet (a Buffer): header, body, and an HMAC-SHA-256 of both. `from` is
 * the sender's number (0 to 255), `sequence` counts the sender's packets (0
 * to 2^32 - 1), `time` is when it was sent, in ms since 1970.
 */
export function pack(key, { from, sequence, time, body }) {
  const header = Buffer.alloc(HEADER);
  header.writeUInt8(from);
  header.writeUInt32BE(sequence, 1);
  header.writeBigUInt64BE(BigInt(time), 5);
  const signed = Buffer.concat([header, body]);
  return Buffer.concat([signed, tagOf(key, signed)]);
}

/** What a packet says: { from, sequence, time, body }. It says it, which proves nothing. Throws where it is too short. */
export function parse(packet) {
  return {
    from: packet.readUInt8(0),
    sequence: packet.readUInt32BE(1),
    time: Number(packet.readBigUInt64BE(5)),
    body: packet.subarray(HEADER, -TAG),
  };
}

/** Whether somebody with the key made this packet, and nobody changed it since: true or false, for any bytes. */
export function genuine(key, packet) {
  if (packet.length < HEADER + TAG) return false;
  return timingSafeEqual(tagOf(key, packet.subarray(0, -TAG)), packet.subarray(-TAG));
}

function tagOf(key, signed) {
  return createHmac('sha256', key).update(signed).digest();
}
