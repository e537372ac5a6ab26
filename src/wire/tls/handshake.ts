import { hex } from '../bytes.ts';
import type { Reader } from '../reader.ts';
import { readCertificate } from '../x509/certificate.ts';
import { authorities, readExtensions, type Context } from './extensions.ts';
import * as names from './names.ts';
import { readClientKeyExchange, readServerKeyExchange } from './key-exchange.ts';
import { TLS13, type HandshakeState } from './state.ts';

/** A ServerHello with this random is a HelloRetryRequest: SHA-256 of those words (RFC 9846, section 4.2.3). */
const RETRY = 'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c';
const RANDOM_AT = 6;

type Read = (body: Reader, state: HandshakeState) => void;

/** The name of the message whose header and beginning come next. */
export function messageName(reader: Reader): string {
  const type = reader.peek() ?? -1;
  if (type !== 2) return names.HANDSHAKE_NAMES[type] ?? `handshake message ${type}`;
  const random = Uint8Array.from({ length: 32 }, (_, n) => reader.peek(RANDOM_AT + n) ?? 0);
  return hex(random) === RETRY ? 'HelloRetryRequest' : 'ServerHello';
}

const legacyVersion = (body: Reader, was: string) => body.code(['legacy_version', was], 2, names.version);

const clientHello: Read = (body, state) => {
  legacyVersion(body, 'client_version');
  state.clientRandom = body.bytes('random', 32);
  body.opaque(['legacy_session_id', 'session_id'], 1, 'SessionID');
  state.offered = [];
  body.list('cipher_suites', 2, list => void state.offered!.push(list.code('CipherSuite', 2, names.cipherSuite)));
  body.list(['legacy_compression_methods', 'compression_methods'], 1, list => {
    list.code('CompressionMethod', 1, names.compressionMethod);
  });
  const before = body.fields.length;
  if (body.left > 0) readExtensions(body, 'ClientHello');
  state.earlyData = has(body, before, 'early_data');
};

/** Whether the extensions that were read into the field number `at` have one of this name. */
const has = (body: Reader, at: number, extension: string): boolean =>
  body.fields[at]?.children?.some(({ name }) => name === extension) ?? false;

/** Both kinds: a HelloRetryRequest is built like a ServerHello. */
const serverHello =
  (context: Context): Read =>
  (body, state) => {
    const version = legacyVersion(body, 'server_version');
    const random = body.bytes('random', 32);
    body.opaque(['legacy_session_id_echo', 'session_id'], 1, 'SessionID');
    state.cipherSuite = body.code('cipher_suite', 2, names.cipherSuite);
    body.code(['legacy_compression_method', 'compression_method'], 1, names.compressionMethod);
    const before = body.fields.length;
    if (body.left > 0) readExtensions(body, context);
    if (context === 'HelloRetryRequest') return;
    state.serverRandom = random;
    state.version = has(body, before, 'supported_versions') ? TLS13 : version;
  };

const certificateData = (entry: Reader): void => {
  entry.vector('cert_data', 3, data => readCertificate(data));
};

const certificate: Read = (body, { version }) => {
  if (version !== TLS13) return void body.list('certificate_list', 3, asn1Certificate);
  body.opaque('certificate_request_context', 1, 'certificate_request_context');
  body.list('certificate_list', 3, list => {
    const data = list.peekNumber(3) ?? 0;
    list.group('CertificateEntry', 5 + data + (list.peekNumber(2, 3 + data) ?? 0), entry => {
      certificateData(entry);
      readExtensions(entry, 'CertificateEntry');
    });
  });
};

const asn1Certificate = (list: Reader): void => void list.vector('ASN.1Cert', 3, data => readCertificate(data));

const certificateRequest: Read = (body, { version }) => {
  if (version === TLS13) {
    body.opaque('certificate_request_context', 1, 'certificate_request_context');
    return readExtensions(body, 'CertificateRequest');
  }
  body.list('certificate_types', 1, list => void list.code('ClientCertificateType', 1, names.clientCertificateType));
  body.list('supported_signature_algorithms', 2, list => {
    list.code('SignatureAndHashAlgorithm', 2, names.signatureScheme);
  });
  authorities(body);
};

const certificateVerify: Read = body => {
  body.code('algorithm', 2, names.signatureScheme);
  body.opaque('signature', 2, 'signature');
};

const newSessionTicket: Read = (body, { version }) => {
  body.number(version === TLS13 ? 'ticket_lifetime' : 'ticket_lifetime_hint', 4, seconds => `${seconds} s`);
  if (version === TLS13) {
    body.number('ticket_age_add', 4);
    body.opaque('ticket_nonce', 1, 'ticket_nonce');
  }
  body.opaque('ticket', 2, 'ticket');
  if (version === TLS13) readExtensions(body, 'NewSessionTicket');
};

const certificateStatus: Read = body => {
  body.code('status_type', 1, names.statusType);
  body.opaque('response', 3, 'OCSPResponse');
};

const compressedCertificate: Read = body => {
  body.code('algorithm', 2, names.certificateCompression);
  body.number('uncompressed_length', 3);
  body.opaque('compressed_certificate_message', 3, 'compressed_certificate_message');
};

const nothing: Read = () => undefined;

const READ: Readonly<Record<number, Read>> = {
  0: nothing,
  1: clientHello,
  4: newSessionTicket,
  5: nothing,
  8: body => readExtensions(body, 'EncryptedExtensions'),
  11: certificate,
  12: readServerKeyExchange,
  13: certificateRequest,
  14: nothing,
  15: certificateVerify,
  16: readClientKeyExchange,
  20: body => void body.rest('verify_data'),
  22: certificateStatus,
  24: body => void body.code('request_update', 1, names.keyUpdateRequest),
  25: compressedCertificate,
};

/** One whole handshake message (RFC 9846, section 4; RFC 5246, section 7.4); the state learns what it chooses. */
export function readHandshake(reader: Reader, state: HandshakeState): void {
  const name = messageName(reader);
  const length = reader.peekNumber(3, 1) ?? 0;
  reader.group(name, 4 + length, message => {
    const type = message.code('msg_type', 1, names.handshakeType);
    message.number('length', 3);
    const read = type === 2 ? serverHello(name as Context) : READ[type];
    if (read) read(message, state);
    else message.fail({ kind: 'unknown', had: `msg_type ${type}` });
  });
}
