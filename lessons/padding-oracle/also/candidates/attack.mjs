/**
 * Gives what one block of a box says, a Buffer of 16 bytes. There is no key.
 * `before` are the 16 bytes that stand before the block, `block` is its own.
 * `ask(box)` sends any box to the server, and resolves with what it answers:
 * 'bad padding', 'bad tag' or 'ok'. It bears 17 x 256 questions a block.
 */
export async function decryptBlock(ask, before, block) {
  const said = Buffer.alloc(16);
  for (let pad = 1; pad <= 16; pad++) {
    const at = 16 - pad;
    const candidates = [];
    for (let guess = 255; guess >= 0; guess--) {
      said[at] = guess;
      if (await ends(ask, before, block, said, pad)) candidates.push(guess);
    }
    said[at] = candidates[0];
    // More than one: the true one fits as well when the byte in front is another.
    for (const guess of candidates.length > 1 ? candidates : []) {
      const other = Buffer.from(before).fill(before[14] ^ 0x80, 14, 15);
      const test = Buffer.from(said).fill(guess, 15);
      if (await ends(ask, other, block, test, 1)) said[at] = guess;
    }
  }
  return said;
}

/** Whether the block ends with padding of this length, if it says what we think. */
async function ends(ask, before, block, said, pad) {
  const forged = before.map((byte, at) => (at < 16 - pad ? byte : byte ^ said[at] ^ pad));
  return (await ask(Buffer.concat([forged, block]))) !== 'bad padding';
}

/**
 * Gives the message of a box, a Buffer. Behind it stand 32 bytes of tag, and
 * then the padding: 1 to 16 bytes, each of which says how many they are.
 */
export async function decryptVia(ask, box) {
  let plain = Buffer.alloc(0);
  for (let rest = box; rest.length > 16; rest = rest.subarray(16)) {
    const block = await decryptBlock(ask, rest.subarray(0, 16), rest.subarray(16, 32));
    plain = Buffer.concat([plain, block]);
  }
  const padding = plain[plain.length - 1];
  return plain.subarray(0, -(padding + 32));
}
