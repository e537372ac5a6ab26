import { constants, privateDecrypt, publicEncrypt } from 'node:crypto';

const padding = constants.RSA_NO_PADDING;

/**
 * Seals a message (a Buffer) for the owner of `publicKey`. Today that is
 * textbook RSA: the message is a number m, and the box m^e mod n.
 *
 * Make a box of it, one Buffer with these parts:
 * a fresh key of 32 bytes, encrypted with RSA-OAEP and SHA-256 (as many
 * bytes as the modulus), 12 bytes of nonce, the message in AES-256-GCM
 * under the fresh key, and 16 bytes of tag.
 */
export function seal(publicKey, message) {
  const block = Buffer.alloc(publicKey.asymmetricKeyDetails.modulusLength / 8);
  message.copy(block, block.length - message.length);
  return publicEncrypt({ key: publicKey, padding }, block);
}

/** Gives the message (a Buffer) of a box, or throws where it was changed. */
export function open(privateKey, box) {
  const block = privateDecrypt({ key: privateKey, padding }, box);
  return block.subarray(block.findIndex(byte => byte > 0));
}
