import { createPrivateKey, createPublicKey } from 'node:crypto';

import { open, seal, secretOf, toShare } from '#work/tools.mjs';

/** What stands before the 32 bytes of a private key in PKCS #8 (RFC 8410, 7). */
const X25519 = Buffer.from('302e020100300506032b656e04220420', 'hex');
const ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A key pair of X25519 that repeats by seed. */
export function keyPair(t) {
  return pairOf(X25519, t.bytes(32));
}

/** A person with an Ed25519 key pair: { name, privateKey, publicKey }. */
export function person(t, name) {
  return { name, ...pairOf(ED25519, t.bytes(32)) };
}

/** A Talk as the learner found it, with a pair that repeats by seed: mending their own does not break the check of their attack. */
export class UnprovedTalk {
  #pair;
  #secret;
  #theirs;

  constructor(pair) {
    this.#pair = pair;
    this.share = toShare(pair.publicKey);
  }

  agree(share) {
    this.#theirs = Buffer.from(share);
    this.#secret = secretOf(this.#pair.privateKey, this.#theirs);
  }

  seal(message) {
    return seal(this.#secret, this.share, message);
  }

  open(box) {
    return open(this.#secret, this.#theirs, box);
  }
}

function pairOf(prefix, bytes) {
  const privateKey = createPrivateKey({ key: Buffer.concat([prefix, bytes]), format: 'der', type: 'pkcs8' });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}
