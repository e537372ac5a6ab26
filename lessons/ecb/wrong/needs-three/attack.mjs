/**
 * Says whether a ciphertext of AES (a Buffer of whole blocks of 16 bytes)
 * looks as if it had been made in ECB mode: true or false. There is no key.
 */
export function looksEcb(ciphertext) {
  const counts = new Map();
  for (let at = 0; at < ciphertext.length; at += 16) {
    const block = ciphertext.subarray(at, at + 16).toString('hex');
    counts.set(block, (counts.get(block) ?? 0) + 1);
  }
  return [...counts.values()].some(count => count > 2);
}
