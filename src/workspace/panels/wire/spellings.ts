import type { FileMap } from '../../../course/workspace.ts';
import { fieldsOf, type Field, type Layer } from '../../../wire/field.ts';
import type { Message } from '../../../wire/read.ts';

/** Of curves that Node and OpenSSL know by other names than TLS does (RFC 8422, appendix A). */
const CURVES: Readonly<Record<string, readonly string[]>> = {
  secp256r1: ['P-256', 'prime256v1'],
  secp384r1: ['P-384'],
  secp521r1: ['P-521'],
};

/** How a program for Node may write what a field says: as on the wire, or as Node and OpenSSL call it. */
export function spellingsOf(field: Field): string[] {
  const all = fieldsOf(field).flatMap(({ value }) => (value === undefined ? [] : spelled(value)));
  // A digit or a letter between quotes is anything.
  return [...new Set(all.filter(one => one.length > 1))];
}

function spelled(value: string): string[] {
  const name = value.replace(/^"(.*)"$/, '$1').replace(/ \(0x[\da-f]+\)$/, '');
  const version = /^TLS (1)\.(\d)$/.exec(name);
  if (version) return [`TLSv1.${version[2]}`, `TLSv1_${version[2]}_method`];
  return [name, ...(CURVES[name] ?? []), ...(name.includes('_WITH_') ? [opensslSuite(name)] : [])];
}

/** `TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256` is `ECDHE-RSA-AES128-GCM-SHA256` to OpenSSL (openssl-ciphers(1)). */
function opensslSuite(name: string): string {
  const own = name
    .replace(/^TLS_(RSA_WITH_)?/, '')
    .replace('_WITH_', '_')
    .replace('_CBC', '');
  return own
    .replace(/(AES|ARIA|CAMELLIA)_(\d+)/, '$1$2')
    .replace(/POLY1305_SHA256$/, 'POLY1305')
    .replaceAll('_', '-');
}

/** The files of the learner's `pki/` folder whose certificate this message shows, as a program may name them. */
export function certificateFiles({ layers }: Pick<Message, 'layers'>, pki: FileMap): string[] {
  const layer = layers.at(-1);
  if (!layer) return [];
  const fields = fieldsOf(layer.root);
  return Object.entries(pki)
    .filter(([path]) => path.endsWith('.crt'))
    .filter(([, pem]) => isShown(derOf(pem), layer, fields))
    .flatMap(([path]) => [path, path.replace(/\.crt$/, '')]);
}

function isShown(der: string, { bytes }: Layer, fields: readonly Field[]): boolean {
  return fields.some(
    ({ at, length }) =>
      length === der.length &&
      length > 0 &&
      bytes.subarray(at, at + length).every((byte, n) => byte === der.charCodeAt(n)),
  );
}

/** The bytes of the first certificate in a PEM text (RFC 7468), each as a character; none where there is none. */
function derOf(pem: string): string {
  const base64 = /-----BEGIN CERTIFICATE-----([A-Za-z\d+/=\s]+)-----END/.exec(pem)?.[1];
  try {
    return atob(base64 ?? '');
  } catch {
    return '';
  }
}
