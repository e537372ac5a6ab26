import type { Opening } from '../field.ts';
import { proveFinished12, proveFinished13, type Proof, type Transcript } from './finished.ts';
import type { KeyLog, Label } from './key-log.ts';
import { keyBlock, nextSecret, protectionOf, trafficKeys, type Keys, type Protection } from './keys.ts';
import { openRecord12, openRecord13 } from './open.ts';
import { TLS13, type HandshakeState } from './state.ts';

export type Side = 'client' | 'server';

/** The secrets of TLS 1.3 that protect a side's records, one after the other. */
const SECRETS: Readonly<Record<Side, readonly Label[]>> = {
  client: ['CLIENT_EARLY_TRAFFIC_SECRET', 'CLIENT_HANDSHAKE_TRAFFIC_SECRET', 'CLIENT_TRAFFIC_SECRET_0'],
  server: ['SERVER_HANDSHAKE_TRAFFIC_SECRET', 'SERVER_TRAFFIC_SECRET_0'],
};

interface Key {
  protection: Protection;
  keys: Keys;
  label: string;
  secret: Uint8Array;
}

export interface Plain {
  plaintext: Uint8Array;
  opening: Opening;
}

/** Opens the records of one side, in their order. */
export class Decryption {
  readonly #side: Side;
  readonly #state: HandshakeState;
  readonly #keyLog: KeyLog;
  /** Which of SECRETS is in use. */
  #epoch = 0;
  #updates = 0;
  #sequence = 0;
  #key?: Key;

  constructor(side: Side, state: HandshakeState, keyLog: KeyLog) {
    this.#side = side;
    this.#state = state;
    this.#keyLog = keyLog;
  }

  /** Whether the log has a secret for this side of this connection. */
  get hasSecret(): boolean {
    const { clientRandom } = this.#state;
    const labels: Label[] = ['CLIENT_RANDOM', ...SECRETS[this.#side]];
    return clientRandom !== undefined && labels.some(label => this.#keyLog.secret(label, clientRandom));
  }

  /** Whether the Finished of this side, whose `verify_data` these are, fits all before it; undefined without its secret. */
  proveFinished(transcript: Transcript, verifyData: Uint8Array): Proof | undefined {
    const { clientRandom, cipherSuite = -1, version } = this.#state;
    const protection = protectionOf(cipherSuite);
    const is13 = version === TLS13;
    const label = is13 ? (`${this.#side.toUpperCase()}_HANDSHAKE_TRAFFIC_SECRET` as Label) : 'CLIENT_RANDOM';
    const secret = clientRandom && this.#keyLog.secret(label, clientRandom);
    if (!protection || !secret) return undefined;
    if (is13) return proveFinished13(protection, secret, transcript, verifyData);
    return proveFinished12(protection, secret, this.#side, transcript, verifyData);
  }

  /** A record of TLS 1.3; one that the current secret does not open may be the first of the next. */
  open13(record: Uint8Array): Plain | undefined {
    for (let epoch = this.#epoch; epoch < SECRETS[this.#side].length; epoch++) {
      const same = epoch === this.#epoch;
      const keys = same && this.#key ? [this.#key] : this.#keysOf(epoch);
      for (const key of keys) {
        const opened = openRecord13(key.protection, key.keys, record, same ? this.#sequence : 0);
        if (!opened) continue;
        if (!same) this.#enter(epoch);
        this.#key = key;
        this.#sequence++;
        return { plaintext: opened.plaintext, opening: { ...opened.how, secret: key.label, secretBytes: key.secret } };
      }
    }
    return undefined;
  }

  /** After Finished and EndOfEarlyData, the next secret protects what comes. */
  nextEpoch(): void {
    this.#enter(Math.min(this.#epoch + 1, SECRETS[this.#side].length - 1));
  }

  /** After a ServerHello, the server's early records are over; the client's may still come, until they do not fit. */
  #enter(epoch: number): void {
    this.#epoch = epoch;
    this.#sequence = 0;
    this.#key = undefined;
  }

  /** After a KeyUpdate (RFC 9846, section 4.7.3). */
  update(): void {
    if (!this.#key) return;
    const { protection, secret, label } = this.#key;
    const next = nextSecret(protection, secret);
    this.#updates++;
    const name = `${label.replace(/ \+ .*/, '')} + ${this.#updates} KeyUpdate`;
    this.#key = { protection, keys: trafficKeys(protection, next), label: name, secret: next };
    this.#sequence = 0;
  }

  /** Early data come before the server has chosen a suite: then all that fit the secret are tried. */
  #keysOf(epoch: number): Key[] {
    const { clientRandom, cipherSuite, offered = [] } = this.#state;
    const label = SECRETS[this.#side][epoch];
    const secret = clientRandom && label && this.#keyLog.secret(label, clientRandom);
    if (!secret) return [];
    const early = label === 'CLIENT_EARLY_TRAFFIC_SECRET';
    const suites = early ? offered.filter(suite => suite >> 8 === 0x13) : [cipherSuite ?? -1];
    return suites
      .map(protectionOf)
      .filter(protection => protection !== undefined)
      .filter(({ hash }) => hash.outputLen === secret.length)
      .map(protection => ({ protection, keys: trafficKeys(protection, secret), label, secret }));
  }

  /** After ChangeCipherSpec in TLS 1.2 the keys of the last handshake protect this side's records. */
  change12(): void {
    const { clientRandom, serverRandom, cipherSuite = -1 } = this.#state;
    const protection = protectionOf(cipherSuite);
    const secret = clientRandom && this.#keyLog.secret('CLIENT_RANDOM', clientRandom);
    this.#sequence = 0;
    this.#key = undefined;
    if (!protection || !secret || !serverRandom) return;
    const keys = keyBlock(protection, secret, clientRandom, serverRandom)[this.#side];
    this.#key = { protection, keys, label: 'CLIENT_RANDOM', secret };
  }

  /** A record of TLS 1.2. */
  open12(record: Uint8Array): Plain | undefined {
    const key = this.#key;
    const opened = key && openRecord12(key.protection, key.keys, record, this.#sequence);
    this.#sequence++;
    if (!opened) return undefined;
    return { plaintext: opened.plaintext, opening: { ...opened.how, secret: key.label, secretBytes: key.secret } };
  }
}
