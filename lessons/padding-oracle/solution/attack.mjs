/**
 * Gives what one block of a box says, a Buffer of 16 bytes. There is no key.
 * `before` are the 16 bytes that stand before the block, `block` is its own.
 * `ask(box)` sends any box to the server, and resolves with what it answers:
 * 'bad padding', 'bad tag' or 'ok'. It bears 17 x 256 questions a block.
 */
export async function decryptBlock(ask, before, block) {
  // What the block decrypts to, before CBC XORs it with what stands before.
  const raw = Buffer.alloc(16);
  const forged = Buffer.concat([Buffer.alloc(16), block]);
  for (let at = 15; at >= 0; at--) {
    // The bytes behind it are known: they are made to say what padding of this length says.
    const pad = 16 - at;
    for (let n = at + 1; n < 16; n++) forged[n] = raw[n] ^ pad;
    raw[at] = (await fitting(ask, forged, at)) ^ pad;
  }
  return Buffer.from(raw.map((byte, at) => byte ^ before[at]));
}

/** The byte that has to stand there for the server to like the padding. */
async function fitting(ask, forged, at) {
  for (let guess = 0; guess < 256; guess++) {
    forged[at] = guess;
    if ((await ask(forged)) === 'bad padding') continue;
    if (at < 15) return guess;
    // It may have read 02 02, or 03 03 03: then the byte in front matters.
    forged[14] ^= 1;
    if ((await ask(forged)) !== 'bad padding') return guess;
  }
  throw new Error('the server has never liked the padding');
}

/**
 * Gives the message of a box, a Buffer. Behind it stand 32 bytes of tag, and
 * then the padding: 1 to 16 bytes, each of which says how many they are.
 */
export async function decryptVia(ask, box) {
  const blocks = [];
  for (let at = 16; at < box.length; at += 16) {
    blocks.push(await decryptBlock(ask, box.subarray(at - 16, at), box.subarray(at, at + 16)));
  }
  const plain = Buffer.concat(blocks);
  return plain.subarray(0, plain.length - plain.at(-1) - 32);
}
