import { newPair, open, seal, secretOf, toShare } from './tools.mjs';

/** Mallory, on the wire between alice and bob. One Relay sits in one talk. */
export class Relay {
  /**
   * Takes the share that `from` has sent, 'alice' or 'bob'. Gives the share
   * that the other one gets in its place. Either may come first.
   */
  share(from, share) {
    return share;
  }

  /**
   * Takes a box that `from` has sent. Gives the box that the other one gets
   * in its place: `rewrite` takes what was in the box, a Buffer, and gives
   * what the other one is to read.
   */
  box(from, box, rewrite) {
    return box;
  }
}
