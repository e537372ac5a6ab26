import { isSigned, newPair, open, seal, secretOf, sign, toShare } from './tools.mjs';

/** One side of one talk. */
export class Talk {
  #pair = newPair();
  #me;
  #peer;
  #theirs;
  // Undefined until a proof was good.
  #secret;

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
    this.#theirs = share;
    return sign(this.#me.privateKey, this.#seenBy(this.#me, this.#peer, this.share, share));
  }

  /** Takes the peer's proof, after prove(). Throws where it is not the peer's, for this talk. */
  verify(proof) {
    this.#secret = undefined;
    const isMine = this.#theirs.equals(this.share);
    const seen = this.#seenBy(this.#peer, this.#me, this.#theirs, this.share);
    if (isMine || !isSigned(this.#peer.publicKey, seen, proof)) throw new Error('this is not the peer');
    this.#secret = secretOf(this.#pair.privateKey, this.#theirs);
  }

  /** Gives a box with a message for the peer. */
  seal(message) {
    return seal(this.#shared(), this.share, message);
  }

  /** Gives the message in a box of the peer, or throws. */
  open(box) {
    return open(this.#shared(), this.#theirs, box);
  }

  #seenBy(signer, reader, own, other) {
    return ['talk', signer.name, own, reader.name, other];
  }

  #shared() {
    if (!this.#secret) throw new Error('this is not the peer');
    return this.#secret;
  }
}
