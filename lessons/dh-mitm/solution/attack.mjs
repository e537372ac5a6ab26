import { newPair, open, seal, secretOf, toShare } from './tools.mjs';

/** Mallory, on the wire between alice and bob. One Relay sits in one talk. */
export class Relay {
  // Under the name of the one whom mallory meets with it.
  #pairs = { alice: newPair(), bob: newPair() };
  #shares = {};

  /**
   * Takes the share that `from` has sent, 'alice' or 'bob'. Gives the share
   * that the other one gets in its place. Either may come first.
   */
  share(from, share) {
    this.#shares[from] = share;
    return toShare(this.#pairs[other(from)].publicKey);
  }

  /**
   * Takes a box that `from` has sent. Gives the box that the other one gets
   * in its place: `rewrite` takes what was in the box, a Buffer, and gives
   * what the other one is to read.
   */
  box(from, box, rewrite) {
    const to = other(from);
    const message = open(this.#secretWith(from), this.#shares[from], box);
    return seal(this.#secretWith(to), toShare(this.#pairs[to].publicKey), rewrite(message));
  }

  #secretWith(name) {
    return secretOf(this.#pairs[name].privateKey, this.#shares[name]);
  }
}

function other(name) {
  return name === 'alice' ? 'bob' : 'alice';
}
