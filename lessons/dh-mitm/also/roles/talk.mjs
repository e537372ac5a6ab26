import { isSigned, newPair, open, seal, secretOf, sign, toShare } from './tools.mjs';

/** One side of one talk. */
export class Talk {
  #pair = newPair();
  #me;
  #peer;
  #talk;

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
    const order = Buffer.compare(this.share, share);
    if (order === 0) throw new Error('this share is our own');
    // Both write down the same talk, the smaller share first, and say which of the two they are.
    const both = [[this.share, this.#me.name], [share, this.#peer.name]];
    const parts = (order < 0 ? both : both.reverse()).flat();
    const roles = order < 0 ? ['first', 'second'] : ['second', 'first'];
    this.#talk = { theirs: share, expected: [roles[1], ...parts] };
    return sign(this.#me.privateKey, [roles[0], ...parts]);
  }

  /** Takes the peer's proof, after prove(). Throws where it is not the peer's, for this talk. */
  verify(proof) {
    const { expected, theirs } = this.#talk;
    if (!isSigned(this.#peer.publicKey, expected, proof)) throw new Error('this is not the peer');
    this.#talk.secret = secretOf(this.#pair.privateKey, theirs);
  }

  /** Gives a box with a message for the peer. */
  seal(message) {
    return seal(this.#secret(), this.share, message);
  }

  /** Gives the message in a box of the peer, or throws. */
  open(box) {
    return open(this.#secret(), this.#talk.theirs, box);
  }

  #secret() {
    if (!this.#talk?.secret) throw new Error('this is not the peer');
    return this.#talk.secret;
  }
}
