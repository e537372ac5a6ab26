import type { Reader } from '../reader.ts';
import { CIPHER_SUITES } from './cipher-suites.ts';
import * as names from './names.ts';
import type { HandshakeState } from './state.ts';

/** How keys are agreed on in a suite of TLS 1.2, from its name. */
const methodOf = ({ cipherSuite = -1 }: HandshakeState): string =>
  /^TLS_(\w+?)_WITH_/.exec(CIPHER_SUITES[cipherSuite] ?? '')?.[1] ?? '';

function signature(body: Reader): void {
  body.code('algorithm', 2, names.signatureScheme);
  body.opaque('signature', 2, 'signature');
}

/** RFC 8422, section 5.4, and RFC 5246, section 7.4.3. */
export function readServerKeyExchange(body: Reader, state: HandshakeState): void {
  const method = methodOf(state);
  if (method.startsWith('ECDHE')) {
    body.code('curve_type', 1, names.curveType);
    body.code('named_curve', 2, names.namedGroup);
    body.opaque('public', 1, 'point');
  } else if (method.startsWith('DHE') || method.startsWith('DH_anon')) {
    body.opaque('dh_p', 2, 'dh_p');
    body.opaque('dh_g', 2, 'dh_g');
    body.opaque('dh_Ys', 2, 'dh_Ys');
  } else return body.fail({ kind: 'unknown', had: method || 'key exchange' });
  if (body.left > 0) signature(body);
}

/** RFC 8422, section 5.7, and RFC 5246, section 7.4.7. */
export function readClientKeyExchange(body: Reader, state: HandshakeState): void {
  const method = methodOf(state);
  if (method.startsWith('ECDH')) body.opaque('ecdh_Yc', 1, 'point');
  else if (method.startsWith('DH')) body.opaque('dh_Yc', 2, 'dh_Yc');
  else if (method.startsWith('RSA')) body.opaque('EncryptedPreMasterSecret', 2, 'pre_master_secret');
  else body.fail({ kind: 'unknown', had: method || 'key exchange' });
}
