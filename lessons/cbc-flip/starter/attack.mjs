/**
 * Gives a token (a Buffer) that reads like the given one, except that its
 * field `role=guest` says `role=admin`. There is no key. `text` is what the
 * given token says: it is the guest's own, so the guest knows.
 */
export function forgeAdmin(token, text) {
  const forged = Buffer.from(token);
  return forged;
}
