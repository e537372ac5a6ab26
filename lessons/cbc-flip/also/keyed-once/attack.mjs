/**
 * Gives a token (a Buffer) that reads like the given one, except that its
 * field `role=guest` says `role=admin`. There is no key. `text` is what the
 * given token says: it is the guest's own, so the guest knows.
 */
export function forgeAdmin(token, text) {
  const forged = Buffer.from(token);
  const at = Buffer.from(text).indexOf('role=guest') + 'role='.length;
  const [from, to] = [Buffer.from('guest'), Buffer.from('admin')];
  // Byte n of the text is XORed with byte n of the token: of the IV, or of
  // the block of ciphertext before.
  for (let n = 0; n < from.length; n++) forged[at + n] ^= from[n] ^ to[n];
  return forged;
}
