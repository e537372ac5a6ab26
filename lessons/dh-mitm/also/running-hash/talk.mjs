import { createHash } from 'node:crypto';

import { isSigned, newPair, open, seal, secretOf, sign, toShare } from './tools.mjs';

/** One side of one talk. */
export class Talk {
  #pair = newPair();
  #me;
  #peer;
  #secret;
  #theirs;
  #isProved = false;

  /** What is sent to the peer first: 32 bytes. */
  share = toShare(this.#pair.publicKey);

  /**
   * `me`: { name, privateKey }, `peer`: { name, publicKey }. The keys are
   * Ed25519 keys that are kept for years; alice has had bob's since they met.
   */
  constructor(me, peer) {
    this.#me = me;
    this.#peer = peer;
  }

  /** Takes the peer's share. Gives our proof (a Buffer), which is sent next. */
  prove(share) {
    if (Buffer.compare(share, this.share) === 0) throw new Error('a mirror');
    this.#isProved = false;
    this.#theirs = share;
    this.#secret = secretOf(this.#pair.privateKey, share);
    return sign(this.#me.privateKey, ['dh-mitm proof', transcript([this.#me, this.share], [this.#peer, share])]);
  }

  /** Takes the peer's proof, after prove(). Throws where it is not the peer's, for this talk. */
  verify(proof) {
    this.#isProved = false;
    const expected = transcript([this.#peer, this.#theirs], [this.#me, this.share]);
    if (!isSigned(this.#peer.publicKey, ['dh-mitm proof', expected], proof)) throw new Error('no proof of the peer');
    this.#isProved = true;
  }

  /** Gives a box with a message for the peer. */
  seal(message) {
    if (this.#isProved) return seal(this.#secret, this.share, message);
    throw new Error('not yet');
  }

  /** Gives the message in a box of the peer, or throws. */
  open(box) {
    if (this.#isProved) return open(this.#secret, this.#theirs, box);
    throw new Error('not yet');
  }
}

/** What was said so far, as the signer has seen it, in 32 bytes. */
function transcript(signer, reader) {
  const hash = createHash('sha256');
  for (const [{ name }, share] of [signer, reader]) hash.update(JSON.stringify([name, share.toString('hex')]));
  return hash.digest();
}
