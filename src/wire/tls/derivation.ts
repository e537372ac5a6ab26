import { hex, printable } from '../bytes.ts';
import type { Opening } from '../field.ts';
import { hkdfLabel } from './keys.ts';

/** How one thing follows from a secret, with everything that goes into it. */
export interface DerivationStep {
  output: 'key' | 'iv' | 'nonce';
  /** The call, in the RFC's notation. */
  call: string;
  /** What the call hashes besides the secret; undefined where it is no hash. */
  input?: Uint8Array;
  result: Uint8Array;
}

/**
 * How the key, the IV and this record's nonce come from the secret: downwards only, for nothing leads back from a secret to
 * what it was made of (RFC 9846, sections 7.1, 7.3 and 5.3; RFC 5246, section 6.3).
 */
export function derivationOf(opening: Opening): DerivationStep[] {
  const steps = opening.block
    ? ofBlock(opening, opening.block)
    : (['key', 'iv'] as const).map(of => expanded(opening, of));
  return [...steps, { output: 'nonce', call: nonceCall(opening), result: opening.nonce }];
}

function expanded(opening: Opening, output: 'key' | 'iv'): DerivationStep {
  const { length } = opening[output];
  const call = `HKDF-Expand-Label(${opening.secret}, "${output}", "", ${length}), HMAC-${opening.hash}`;
  return { output, call, input: hkdfLabel(output, length), result: opening[output] };
}

function ofBlock(opening: Opening, { seed, keyAt, ivAt }: NonNullable<Opening['block']>): DerivationStep[] {
  const prf = 'PRF(master_secret, "key expansion", server_random + client_random)';
  return [['key', keyAt] as const, ['iv', ivAt] as const].map(([output, at]) => ({
    output,
    call: `${prf}[${at}..${at + opening[output].length - 1}], HMAC-${opening.hash}`,
    input: seed,
    result: opening[output],
  }));
}

/** TLS 1.2 with AES-GCM sends the rest of the nonce in the record (RFC 5288); all else counts (RFC 9846, section 5.3). */
function nonceCall({ iv, sequence }: Opening): string {
  return iv.length < 12 ? 'iv + nonce_explicit' : `iv XOR ${sequence}`;
}

/** Digits with the text that is in them, where it is text. */
export function inputWords(input: Uint8Array): string {
  const text = /[ -~]{5,}/.exec(printable(input).replaceAll('.', '\n'))?.[0];
  return text ? `${hex(input)} ("${text}")` : hex(input);
}
