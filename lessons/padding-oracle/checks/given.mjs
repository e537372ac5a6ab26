import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';

/** Questions that a server bears for each block of 16 bytes: 256 for each byte, and 256 to make sure. */
export const QUESTIONS = 17 * 256;

/**
 * The server as the learner found it, so that mending their own does not break the check of their attack. It answers each
 * box as the given open() does. Thousands of questions are asked, in an emulated machine: nothing is copied or decrypted
 * before the padding fits, and no byte is looked at through anything but its index.
 */
export function createServer({ secret, macSecret }, blocks) {
  const rawOf = decryptsLastBlock(secret);
  const server = { asked: 0, tooMany: false, first: undefined, ask };
  return server;

  async function ask(box) {
    if (!(box instanceof Uint8Array)) throw new TypeError('ask() takes a box, which is a Buffer');
    server.tooMany ||= server.asked === QUESTIONS * blocks;
    if (server.tooMany) throw new Error('too many questions: the server has hung up');
    server.asked++;
    server.first ??= Buffer.from(box);
    const size = box.length;
    if (size < 32 || size % 16 !== 0 || !isPadded(rawOf(box, size - 16), box, size - 32)) return 'bad padding';
    const cipher = createDecipheriv('aes-256-cbc', secret, box.subarray(0, 16));
    const plain = Buffer.concat([cipher.update(box.subarray(16)), cipher.final()]);
    return hasTag(macSecret, plain) ? 'ok' : 'bad tag';
  }
}

/** A function that gives what AES alone makes of the 16 bytes from `from` on, and decrypts only where they are others. */
function decryptsLastBlock(secret) {
  const decipher = createDecipheriv('aes-256-ecb', secret, null).setAutoPadding(false);
  const block = Buffer.alloc(16);
  let raw = decipher.update(block);
  return (box, from) => {
    let n = 0;
    while (n < 16 && block[n] === box[from + n]) n++;
    if (n < 16) {
      block.set(box.subarray(from));
      raw = decipher.update(block);
    }
    return raw;
  };
}

/** Whether the block says padding at its end, where the 16 bytes from `from` on stand before it. */
function isPadded(raw, box, from) {
  const pad = raw[15] ^ box[from + 15];
  if (pad < 1 || pad > 16) return false;
  for (let at = 16 - pad; at < 15; at++) if ((raw[at] ^ box[from + at]) !== pad) return false;
  return true;
}

function hasTag(macSecret, plain) {
  if (plain.length < 32) return false;
  const tag = createHmac('sha256', macSecret).update(plain.subarray(0, -32)).digest();
  return timingSafeEqual(tag, plain.subarray(-32));
}

/** A box of one block that says `says`, where AES alone makes `raw` of the block. CBC leaves anybody the choice of the IV. */
export function boxOfBlock({ secret }, raw, says) {
  const cipher = createCipheriv('aes-256-ecb', secret, null).setAutoPadding(false);
  return { before: Buffer.from(raw.map((byte, at) => byte ^ says[at])), block: cipher.update(raw) };
}

/** A box as the learner's code made it when it was given: the tag inside. */
export function sealInside(keys, message) {
  return keys.encrypt(Buffer.concat([message, keys.tag(message)]));
}

/**
 * The same, drawn until no block has what one-block is there to ask: two guesses that fit, beside zeros or beside its own
 * neighbour, and a guess of 255.
 */
export function sealPlainly(keys, { secret }, message) {
  for (;;) {
    const box = sealInside(keys, message);
    const raw = createDecipheriv('aes-256-ecb', secret, null).setAutoPadding(false).update(box.subarray(16));
    const plainly = (byte, at) => at % 16 !== 14 || (byte !== 2 && (byte ^ box[at]) !== 2);
    if (raw.every((byte, at) => plainly(byte, at) && (byte ^ (16 - (at % 16))) !== 255)) return box;
  }
}

/** What the lesson asks for: the other server makes and opens boxes so. */
export function sealOutside(keys, message) {
  const sealed = keys.encrypt(message);
  return Buffer.concat([sealed, keys.tag(sealed)]);
}

/** Undefined for a box whose tag is another. */
export function openOutside(keys, box) {
  const sealed = box.subarray(0, -32);
  if (!keys.tag(sealed).equals(box.subarray(-32))) return undefined;
  return keys.decrypt(sealed);
}
