import { isSigned, newPair, open, seal, secretOf, sign, toShare } from './tools.mjs';

/** One side of one talk. */
export class Talk {
  #pair = newPair();
  #me;
  #peer;
  #secret;
  #theirs;
  #proved = false;

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
   * Takes the peer's share. Gives our proof (a Buffer), which is sent next: a
   * signature over the signer's name and the peer's, and both their shares.
   */
  prove(share) {
    if (this.share.equals(share)) throw new Error('this share is our own');
    this.#proved = false;
    this.#theirs = Buffer.from(share);
    this.#secret = secretOf(this.#pair.privateKey, share);
    return sign(this.#me.privateKey, [this.#me.name, this.#peer.name, this.share, this.#theirs]);
  }

  /**
   * Takes the peer's proof, after prove(). Throws where it is not the peer's,
   * for this talk. Until a proof was good, seal() and open() throw.
   */
  verify(proof) {
    const parts = [this.#peer.name, this.#me.name, this.#theirs, this.share];
    this.#proved = isSigned(this.#peer.publicKey, parts, proof);
    if (!this.#proved) throw new Error('nobody has proved to be the peer');
  }

  /** Gives a box with a message for the peer. */
  seal(message) {
    this.#mustBeProved();
    return seal(this.#secret, this.share, message);
  }

  /** Gives the message in a box of the peer, or throws. */
  open(box) {
    this.#mustBeProved();
    return open(this.#secret, this.#theirs, box);
  }

  #mustBeProved() {
    if (!this.#proved) throw new Error('nobody has proved to be the peer');
  }
}
