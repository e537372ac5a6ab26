import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

import { secretOf } from './x25519.mjs';

/** One conversation with one peer. */
export class Session {
  #identity;
  #peer;
  #key;

  /**
   * What is sent to the peer first, another one in each session: 32 bytes.
   * Today it is chance; make it an X25519 public key.
   */
  share = randomBytes(32);

  /** `identity`: our X25519 private key, kept for years; `peer`: the public key of theirs. Both are KeyObjects. */
  constructor(identity, peer) {
    this.#identity = identity;
    this.#peer = peer;
  }

  /**
   * Takes the peer's share and derives the key of this session, 32 bytes of
   * HKDF with SHA-256, no salt, the info `session`. It goes in with two
   * secrets, one behind the other: of the two shares, then of the two identities.
   */
  agree(share) {
    // Today: of the two identities alone, and the shares are the salt.
    const salt = Buffer.concat([this.share, share].sort(Buffer.compare));
    const secret = secretOf(this.#identity, this.#peer);
    this.#key = Buffer.from(hkdfSync('sha256', secret, salt, 'session', 32));
  }

  /** Gives a box: 12 bytes of nonce, AES-256-GCM of the message, 16 bytes of tag. */
  seal(message) {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce);
    return Buffer.concat([nonce, cipher.update(message), cipher.final(), cipher.getAuthTag()]);
  }

  /** Gives the message of a box, or throws. */
  open(box) {
    const decipher = createDecipheriv('aes-256-gcm', this.#key, box.subarray(0, 12), { authTagLength: 16 });
    decipher.setAuthTag(box.subarray(-16));
    return Buffer.concat([decipher.update(box.subarray(12, -16)), decipher.final()]);
  }

  /** Ends the conversation: what could open a box is let go, so seal(), open() and agree() throw from then on. */
  close() {}
}
