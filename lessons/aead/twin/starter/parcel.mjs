/**
 * Packs a message that one person sends another: gives one Buffer, the
 * nonce (12 bytes), the ciphertext and the tag (16 bytes), in this order.
 * `key` has 32 bytes. `from` and `to` are not hidden and not in the
 * parcel, but it opens only beside the same two. Names are any text.
 */
export function pack(key, message, from, to) {
  throw new Error('pack() is to be written');
}

/** Gives the message back as a Buffer, or throws. */
export function unpack(key, parcel, from, to) {
  throw new Error('unpack() is to be written');
}
