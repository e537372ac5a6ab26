import { createHash, createSign, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';

/** What may be other than it should be in an authenticator's answer. */
export interface Untrue {
  origin?: string;
  rpId?: string;
  challenge?: string;
  type?: string;
  /** Nobody was asked for a finger or a PIN. */
  unverified?: boolean;
  /** Instead of one more than last time. */
  counter?: number;
  userHandle?: string;
  /** Signed with this instead. */
  key?: KeyObject;
}

interface CreationOptions {
  challenge: string;
  rp: { id?: string };
  user: { id: string };
}

/** What is asked of an authenticator that is to make itself known. */
interface RequestOptions {
  challenge: string;
  rpId?: string;
}

const [USER_PRESENT, USER_VERIFIED, ATTESTED] = [0x01, 0x04, 0x40];

/** An authenticator in software with one discoverable key: real ES256 signatures over real authenticator data and CBOR. */
export class Authenticator {
  readonly id = randomBytes(16);
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly #origin: string;
  #counter: number;
  #userHandle = '';

  /** In a browser at `origin`; a `counter` of 0 stays there (Web Authentication Level 3, 6.1.1). */
  constructor(origin: string, counter = 1) {
    this.#origin = origin;
    this.#counter = counter;
  }

  /** 5.1.3, with no attestation (8.7). */
  create({ challenge, rp, user }: CreationOptions, untrue: Untrue = {}): object {
    this.#userHandle = user.id;
    const data = Buffer.concat([
      this.#data(rp.id!, ATTESTED, untrue),
      Buffer.alloc(16), // AAGUID: of no known make
      Buffer.from([0, this.id.length]),
      this.id,
      cbor(this.#coseKey()),
    ]);
    const attestation = new Map<string, Cbor>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', data],
    ]);
    const clientDataJSON = this.#clientData('webauthn.create', challenge, untrue);
    const attestationObject = cbor(attestation);
    return this.#credential({
      clientDataJSON,
      attestationObject: base64url(attestationObject),
      transports: ['internal'],
    });
  }

  /** 5.1.4. */
  get({ challenge, rpId }: RequestOptions, untrue: Untrue = {}): { id: string } & Record<string, unknown> {
    if (this.#counter > 0) this.#counter++;
    const data = this.#data(rpId!, 0, untrue);
    const clientDataJSON = this.#clientData('webauthn.get', challenge, untrue);
    const hash = createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest();
    const signature = createSign('sha256')
      .update(data)
      .update(hash)
      .sign(untrue.key ?? this.#keys.privateKey);
    return this.#credential({
      clientDataJSON,
      authenticatorData: base64url(data),
      signature: base64url(signature),
      userHandle: untrue.userHandle ?? this.#userHandle,
    });
  }

  #credential(response: object): { id: string } & Record<string, unknown> {
    const id = base64url(this.id);
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
  }

  #clientData(type: string, challenge: string, untrue: Untrue): string {
    const data = {
      type: untrue.type ?? type,
      challenge: untrue.challenge ?? challenge,
      origin: untrue.origin ?? this.#origin,
      crossOrigin: false,
    };
    return base64url(Buffer.from(JSON.stringify(data)));
  }

  /** 6.1: the site's name, hashed, flags, counter. */
  #data(rpId: string, flags: number, { rpId: other, unverified, counter }: Untrue): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter ?? this.#counter);
    const verified = unverified ? 0 : USER_VERIFIED;
    const hash = createHash('sha256')
      .update(other ?? rpId)
      .digest();
    return Buffer.concat([hash, Buffer.from([USER_PRESENT | verified | flags]), count]);
  }

  /** RFC 9053, 7.1.1: EC2, ES256, P-256, x, y. */
  #coseKey(): Map<number, Cbor> {
    const { x, y } = this.#keys.publicKey.export({ format: 'jwk' });
    return new Map<number, Cbor>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x!, 'base64url')],
      [-3, Buffer.from(y!, 'base64url')],
    ]);
  }
}

type Cbor = number | string | Buffer | Map<string | number, Cbor>;

/** RFC 8949, as much of it as is needed: integers, byte and text strings, maps. */
function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, value.size), ...[...value].flat().map(cbor)]);
}

function head(major: number, count: number): Buffer {
  if (count < 24) return Buffer.from([(major << 5) | count]);
  return count < 256
    ? Buffer.from([(major << 5) | 24, count])
    : Buffer.from([(major << 5) | 25, count >> 8, count & 255]);
}

const base64url = (bytes: Buffer): string => bytes.toString('base64url');
