/**
 * Gives what one block of a box says, a Buffer of 16 bytes. There is no key.
 * `before` are the 16 bytes that stand before the block, `block` is its own.
 * `ask(box)` sends any box to the server, and resolves with what it answers:
 * 'bad padding', 'bad tag' or 'ok'. It bears 17 x 256 questions a block.
 */
export async function decryptBlock(ask, before, block) {
  const key = new Uint8Array(16);
  for (let pad = 1; pad <= 16; pad++) {
    let liked = await likedOf(ask, block, key, pad, 0);
    // Two may be liked for the last byte: whichever is liked beside any other neighbour is the one.
    if (liked.length > 1) {
      const again = await likedOf(ask, block, key, pad, 255, liked);
      liked = again;
    }
    key[16 - pad] = liked[0] ^ pad;
  }
  return Buffer.from(before).map((byte, at) => byte ^ key[at]);
}

async function likedOf(ask, block, key, pad, fill, guesses = [...Array(256).keys()]) {
  const answers = await Promise.all(guesses.map(guess => {
    const forged = Buffer.alloc(16, fill);
    for (let at = 17 - pad; at < 16; at++) forged[at] = key[at] ^ pad;
    forged[16 - pad] = guess;
    return ask(Buffer.concat([forged, block]));
  }));
  return guesses.filter((_, at) => answers[at] !== 'bad padding');
}

/**
 * Gives the message of a box, a Buffer. Behind it stand 32 bytes of tag, and
 * then the padding: 1 to 16 bytes, each of which says how many they are.
 */
export async function decryptVia(ask, box) {
  const count = box.length / 16;
  const parts = await Promise.all(
    Array.from({ length: count - 1 }, (_, n) => {
      const [before, block] = [n, n + 1].map(at => box.subarray(at * 16, at * 16 + 16));
      return decryptBlock(ask, before, block);
    }),
  );
  const whole = Buffer.concat(parts);
  return whole.subarray(0, whole.length - whole.at(-1) - 32);
}
