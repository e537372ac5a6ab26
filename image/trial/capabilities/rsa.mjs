import * as crypto from 'node:crypto';
import { compare, refused } from '#check';

// Made here, and short: one of 2048 bits takes half a minute.
const { privateKey, publicKey } = crypto.generateKeyPairSync('rsa', { modulusLength: 768 });
const { RSA_PKCS1_OAEP_PADDING, RSA_PKCS1_PADDING, RSA_NO_PADDING, RSA_PKCS1_PSS_PADDING } = crypto.constants;
const message = Buffer.from('message');
for (const padding of [RSA_PKCS1_PADDING, RSA_PKCS1_PSS_PADDING]) {
  const signature = crypto.sign('sha256', message, { key: privateKey, padding });
  for (const text of [message, Buffer.from('other')])
    compare(crypto.verify('sha256', text, { key: publicKey, padding }, signature), true);
}
for (const padding of [RSA_PKCS1_OAEP_PADDING, RSA_PKCS1_PADDING, RSA_NO_PADDING]) {
  const block = padding === RSA_NO_PADDING ? Buffer.alloc(96, 1) : message;
  const box = crypto.publicEncrypt({ key: publicKey, padding }, block);
  compare(crypto.privateDecrypt({ key: privateKey, padding }, box), block);
}
await refused(() => crypto.privateDecrypt(privateKey, Buffer.alloc(96, 1)));
await refused(() => crypto.publicEncrypt(publicKey, Buffer.alloc(200)));
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
compare(crypto.createPublicKey(pem).export({ format: 'jwk' }), {});
crypto.createPrivateKey(privateKey.export({ type: 'pkcs1', format: 'pem' }));
const locked = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' });
crypto.createPrivateKey({ key: locked, passphrase: 'secret' });
await refused(() => crypto.createPrivateKey({ key: locked, passphrase: 'wrong' }));
await refused(() => crypto.createPrivateKey('no key'));
