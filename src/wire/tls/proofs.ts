import type { Decryption, Side } from './decryption.ts';
import { Transcript } from './finished.ts';
import type { TlsMessage } from './message.ts';
import { publicKeyIn, signedBy } from './signed.ts';
import type { HandshakeState } from './state.ts';

const HANDSHAKE_HEADER = 4;

/** What the messages of a handshake prove by all that came before them: Finished and CertificateVerify. */
export class Proofs {
  readonly #state: HandshakeState;
  readonly #transcript = new Transcript();
  readonly #finished = new Set<Side>();
  readonly #keys = new Map<Side, Uint8Array>();

  constructor(state: HandshakeState) {
    this.#state = state;
  }

  /** Takes a handshake message, in the order of the wire, and adds to it what it proves. */
  take(side: Side, message: TlsMessage, decryption: Decryption): void {
    const { name, focus, layers } = message;
    const whole = layers.at(-1)!.bytes;
    const bytes = whole.subarray(focus.at, focus.at + focus.length);
    if (name === 'Certificate') this.#certificate(side, publicKeyIn(focus, whole));
    if (name === 'CertificateVerify') this.#verify(side, message, bytes);
    if (name === 'Finished') this.#finish(side, message, bytes, decryption);
    this.#transcript.add(name, bytes);
    // What comes after both Finished is no part of the handshake; in TLS 1.2 a new one may begin there.
    if (this.#finished.size === 2) this.#begin();
  }

  #certificate(side: Side, key: Uint8Array | undefined): void {
    if (key) this.#keys.set(side, key);
    else this.#keys.delete(side);
  }

  #verify(side: Side, message: TlsMessage, bytes: Uint8Array): void {
    const key = this.#keys.get(side);
    const signed = key && signedBy(side, bytes, key, this.#transcript, this.#state);
    if (signed) message.signed = signed;
  }

  #finish(side: Side, message: TlsMessage, bytes: Uint8Array, decryption: Decryption): void {
    const proof = decryption.proveFinished(this.#transcript, bytes.subarray(HANDSHAKE_HEADER));
    if (proof) message.proof = proof;
    this.#finished.add(side);
  }

  #begin(): void {
    this.#transcript.clear();
    this.#finished.clear();
  }
}
