import { isSigned, newPair, open, seal, secretOf, sign, toShare } from './tools.mjs';

/** One side of one talk. */
export class Talk {
  #pair = newPair();
  #me;
  #peer;
  #secret;
  #theirs;

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

  /**
   * Takes the share that came over the wire: the peer's, unless somebody sits
   * there. Gives our proof (a Buffer), which is sent next. Today it is empty.
   * Make it a signature over all that the two must agree on.
   */
  prove(share) {
    this.#theirs = share;
    this.#secret = secretOf(this.#pair.privateKey, share);
    return Buffer.alloc(0);
  }

  /**
   * Takes the peer's proof, after prove(). Throws where it is not the peer's,
   * for this talk. Make seal() and open() throw until a proof was good for the
   * share that came last.
   */
  verify(proof) {}

  /** Gives a box with a message for the peer. */
  seal(message) {
    return seal(this.#secret, this.share, message);
  }

  /** Gives the message in a box of the peer, or throws. */
  open(box) {
    return open(this.#secret, this.#theirs, box);
  }
}
