import { newPair, open, seal, secretOf, toShare } from './tools.mjs';

/** Mallory, on the wire between alice and bob. One Relay sits in one talk. */
export class Relay {
  // One pair for both ends: what alice and bob share with it differs all the same.
  #pair = newPair();
  #mine = toShare(this.#pair.publicKey);
  #shares = new Map();
  #secrets = new Map();

  /**
   * Takes the share that `from` has sent, 'alice' or 'bob'. Gives the share
   * that the other one gets in its place. Either may come first.
   */
  share(from, share) {
    this.#shares.set(from, share);
    this.#secrets.set(from, secretOf(this.#pair.privateKey, share));
    return this.#mine;
  }

  /**
   * Takes a box that `from` has sent. Gives the box that the other one gets
   * in its place: `rewrite` takes what was in the box, a Buffer, and gives
   * what the other one is to read.
   */
  box(from, box, rewrite) {
    const to = [...this.#secrets.keys()].find(name => name !== from);
    const message = rewrite(open(this.#secrets.get(from), this.#shares.get(from), box));
    return seal(this.#secrets.get(to), this.#mine, message);
  }
}
