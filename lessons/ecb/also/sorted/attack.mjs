/**
 * Says whether a ciphertext of AES (a Buffer of whole blocks of 16 bytes)
 * looks as if it had been made in ECB mode: true or false. There is no key.
 */
export function looksEcb(ciphertext) {
  const blocks = [];
  for (let at = 0; at < ciphertext.length; at += 16) blocks.push(ciphertext.subarray(at, at + 16));
  blocks.sort(Buffer.compare);
  return blocks.some((block, n) => n > 0 && block.equals(blocks[n - 1]));
}
