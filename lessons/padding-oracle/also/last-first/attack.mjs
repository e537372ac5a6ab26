/**
 * Gives what one block of a box says, a Buffer of 16 bytes. There is no key.
 * `before` are the 16 bytes that stand before the block, `block` is its own.
 * `ask(box)` sends any box to the server, and resolves with what it answers:
 * 'bad padding', 'bad tag' or 'ok'. It bears 17 x 256 questions a block.
 */
export async function decryptBlock(ask, before, block) {
  const known = [];
  while (known.length < 16) known.unshift(await next(ask, block, known));
  return Buffer.from(known, 0, 16).map((byte, at) => byte ^ before[at]);
}

async function next(ask, block, known) {
  const pad = known.length + 1;
  const behind = known.map(byte => byte ^ pad);
  const likes = async (front, guess) => {
    const box = Buffer.from([...Array(16 - pad).fill(front), guess, ...behind, ...block]);
    return (await ask(box)) !== 'bad padding';
  };
  // Right beside one neighbour and beside another: then it is this byte alone that fits.
  for (let guess = 0; guess < 256; guess++) {
    if ((await likes(0xaa, guess)) && (pad === 16 || (await likes(0x55, guess)))) return guess ^ pad;
  }
  throw new Error('no guess fits');
}

/**
 * Gives the message of a box, a Buffer. Behind it stand 32 bytes of tag, and
 * then the padding: 1 to 16 bytes, each of which says how many they are.
 */
export async function decryptVia(ask, box) {
  let said = '';
  for (let at = box.length - 16; at > 0; at -= 16) {
    const block = await decryptBlock(ask, box.subarray(at - 16, at), box.subarray(at, at + 16));
    said = block.toString('hex') + said;
  }
  const plain = Buffer.from(said, 'hex');
  return plain.subarray(0, plain.length - 32 - plain.readUInt8(plain.length - 1));
}
