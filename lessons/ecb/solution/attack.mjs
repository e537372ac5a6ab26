/**
 * Says whether a ciphertext of AES (a Buffer of whole blocks of 16 bytes)
 * looks as if it had been made in ECB mode: true or false. There is no key.
 */
export function looksEcb(ciphertext) {
  const seen = new Set();
  for (let at = 0; at < ciphertext.length; at += 16) {
    const block = ciphertext.subarray(at, at + 16).toString('hex');
    if (seen.has(block)) return true;
    seen.add(block);
  }
  return false;
}
