import { newPair, open, seal, secretOf, toShare } from './tools.mjs';

/** Mallory, on the wire between alice and bob. One Relay sits in one talk. */
export class Relay {
  // To alice mallory is bob, and to bob she is alice.
  #ends = { alice: end(), bob: end() };

  /** Takes the share that `from` has sent, 'alice' or 'bob'. Gives the one that the other gets in its place. */
  share(from, share) {
    const { [from]: near, ...rest } = this.#ends;
    Object.assign(near, { share, secret: secretOf(near.privateKey, share) });
    return Object.values(rest)[0].own;
  }

  /** Takes a box that `from` has sent. Gives the box that the other one gets in its place. */
  box(from, box, rewrite) {
    const { [from]: near, ...rest } = this.#ends;
    const [far] = Object.values(rest);
    return seal(far.secret, far.own, rewrite(open(near.secret, near.share, box)));
  }
}

function end() {
  const { privateKey, publicKey } = newPair();
  return { privateKey, own: toShare(publicKey) };
}
