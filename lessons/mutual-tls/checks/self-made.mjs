import { sign, X509Certificate } from 'node:crypto';

/**
 * A self-signed certificate with some of its bytes exchanged for as many others, and signed again with its own key.
 * Anybody can make such a one, under any name. Takes and gives PEM; RFC 5280, 4.1: what is signed, how, the signature.
 */
export function selfMade(pem, key, from, to) {
  const whole = Buffer.from(new X509Certificate(pem).raw);
  for (let at = whole.indexOf(from); at >= 0; at = whole.indexOf(from, at + to.length)) to.copy(whole, at);
  const signed = whole.subarray(4, 8 + whole.readUInt16BE(6));
  const behind = whole.subarray(4 + signed.length);
  const algorithm = behind.subarray(0, 2 + behind[1]);
  const signature = sign('sha256', signed, key);
  const made = Buffer.concat([whole.subarray(0, 4), signed, algorithm, Buffer.of(3, signature.length + 1, 0), signature]);
  made.writeUInt16BE(made.length - 4, 2);
  return `-----BEGIN CERTIFICATE-----\n${made.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
}
