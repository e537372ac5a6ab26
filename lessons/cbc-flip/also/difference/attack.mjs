/**
 * Gives a token (a Buffer) that reads like the given one, except that its
 * field `role=guest` says `role=admin`. There is no key. `text` is what the
 * given token says: it is the guest's own, so the guest knows.
 */
export function forgeAdmin(token, text) {
  const wanted = text.replace('role=guest', 'role=admin');
  const [is, wish] = [Buffer.from(text), Buffer.from(wanted)];
  // What differs in the text must differ in the token.
  return Buffer.from(token.map((byte, at) => byte ^ is[at] ^ wish[at]));
}
