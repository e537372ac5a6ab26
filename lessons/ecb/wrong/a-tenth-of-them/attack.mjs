/**
 * Says whether a ciphertext of AES (a Buffer of whole blocks of 16 bytes)
 * looks as if it had been made in ECB mode: true or false. There is no key.
 */
export function looksEcb(ciphertext) {
  const blocks = ciphertext.toString('hex').match(/.{32}/g) ?? [];
  return new Set(blocks).size < 0.9 * blocks.length;
}
