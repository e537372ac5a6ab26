import * as crypto from 'node:crypto';
import { compare, refused } from '#check';

const message = Buffer.from('message');
for (const namedCurve of ['P-256', 'P-384', 'P-521', 'secp256k1']) {
  const { privateKey, publicKey } = crypto.generateKeyPairSync('ec', { namedCurve });
  for (const dsaEncoding of ['der', 'ieee-p1363']) {
    const signature = crypto.sign('sha256', message, { key: privateKey, dsaEncoding });
    for (const text of [message, Buffer.from('other')])
      compare(crypto.verify('sha256', text, { key: publicKey, dsaEncoding }, signature), true);
  }
  compare(crypto.verify('sha256', message, publicKey, Buffer.alloc(9)), false);
  const der = publicKey.export({ type: 'spki', format: 'der' });
  compare(crypto.createPublicKey({ key: der, type: 'spki', format: 'der' }).export({ format: 'jwk' }), {});
  crypto.createPrivateKey(privateKey.export({ type: 'sec1', format: 'pem' }));
  crypto.createPrivateKey({ key: privateKey.export({ format: 'jwk' }), format: 'jwk' });
}
const { privateKey } = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
compare(crypto.createSign('sha256').update(message).sign(privateKey), message);
await refused(() => crypto.generateKeyPairSync('ec', { namedCurve: 'no-such-curve' }));
await refused(() => crypto.sign('sha256', message, crypto.createPublicKey(privateKey)));
const { subtle } = crypto.webcrypto;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const keys = await subtle.generateKey(algorithm, true, ['sign', 'verify']);
compare(
  await subtle.verify(algorithm, keys.publicKey, await subtle.sign(algorithm, keys.privateKey, message), message),
  true,
);
