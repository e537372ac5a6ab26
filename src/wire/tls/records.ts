import type { Field, Layer } from '../field.ts';
import { readRoot, type Reader } from '../reader.ts';
import { protectionOf } from './keys.ts';
import type { TlsMessage } from './message.ts';
import * as names from './names.ts';
import { EXPLICIT_NONCE_LENGTH, TAG_LENGTH } from './open.ts';

const { CONTENT } = names;

/** What every record begins with (RFC 9846, section 5.1). */
export function readHeader(record: Reader, type: Parameters<Reader['code']>[0]): void {
  record.code(type, 1, names.contentType);
  record.code(['legacy_record_version', 'version'], 2, names.version);
  record.number('length', 2);
}

/** What a record carries that is no handshake message. */
export function readOther(fragment: Reader, type: number, layers: Layer[]): TlsMessage {
  const before = fragment.fields.length;
  const data = fragment.left;
  const name = OTHERS[type]?.(fragment) ?? 'unknown record';
  if (!OTHERS[type]) fragment.fail({ kind: 'unknown', had: `content type ${type}` });
  const focus = fragment.fields[before] ?? { name, at: fragment.at, length: 0 };
  const whole = layers.at(-1)!.bytes;
  const own = type === CONTENT.applicationData ? whole.subarray(focus.at, focus.at + data) : undefined;
  return { name, focus, layers, data: own };
}

const OTHERS: Readonly<Record<number, (fragment: Reader) => string>> = {
  [CONTENT.changeCipherSpec]: fragment => {
    fragment.number('ChangeCipherSpec.type', 1, type => (type === 1 ? 'change_cipher_spec (1)' : undefined));
    return 'ChangeCipherSpec';
  },
  [CONTENT.alert]: fragment => {
    let description = 0;
    fragment.group('Alert', fragment.left, alert => {
      alert.code('level', 1, names.alertLevel);
      description = alert.code('description', 1, names.alertDescription);
    });
    return `Alert ${names.alertDescription(description) ?? ''}`.trim();
  },
  [CONTENT.applicationData]: fragment => {
    fragment.rest('application data');
    return 'application data';
  },
  [CONTENT.heartbeat]: fragment => {
    fragment.rest('HeartbeatMessage');
    return 'Heartbeat';
  },
};

/** A stream that stopped being TLS, from there on. */
export function notTls(bytes: Uint8Array): TlsMessage {
  const root = readRoot('stream', bytes, reader =>
    reader.fail({ kind: 'not-that', wanted: 'a TLS record', had: bytes.length }),
  );
  return { name: 'no TLS', focus: root, layers: [{ kind: 'stream', bytes, root }] };
}

/** A record that never came to its end. */
export function cutRecord(bytes: Uint8Array): TlsMessage {
  const root = readRoot('TLSPlaintext', bytes, record => {
    readHeader(record, 'type');
    record.fail({ kind: 'cut', had: bytes.length });
  });
  return { name: 'half a record', focus: root, layers: [{ kind: 'record', bytes, root }] };
}

/** An encrypted record of this suite, unopened: where its nonce is, and its tag. */
export function readCiphertext(bytes: Uint8Array, suite: number | undefined, encrypted12: boolean): Field {
  return readRoot('TLSCiphertext', bytes, record => {
    readHeader(record, encrypted12 ? 'type' : ['opaque_type', 'type']);
    const protection = protectionOf(suite ?? -1);
    const explicit = encrypted12 && protection?.aead === 'AES-GCM' ? EXPLICIT_NONCE_LENGTH : 0;
    record.group(encrypted12 ? 'fragment' : ['encrypted_record', 'fragment'], record.left, box => {
      if (explicit && box.left >= explicit) box.bytes('nonce_explicit', explicit);
      if (box.left > TAG_LENGTH && (protection || !encrypted12)) box.bytes('ciphertext', box.left - TAG_LENGTH);
      box.rest(protection || !encrypted12 ? 'authentication tag' : 'ciphertext');
    });
  });
}
