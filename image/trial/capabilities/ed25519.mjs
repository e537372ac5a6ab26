import * as crypto from 'node:crypto';
import { compare, refused } from '#check';

const message = Buffer.from('message');
const { privateKey, publicKey } = crypto.generateKeyPairSync('ed25519');
const signature = crypto.sign(null, message, privateKey);
for (const text of [message, Buffer.from('other')]) compare(crypto.verify(null, text, publicKey, signature), true);
compare(crypto.verify(null, message, publicKey, Buffer.alloc(64)), false);
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
compare(crypto.createPublicKey(crypto.createPrivateKey(pem)).export({ format: 'jwk' }), {});
publicKey.export({ type: 'spki', format: 'der' });
await refused(() => crypto.sign('sha256', message, privateKey));
await refused(() => privateKey.export({ type: 'pkcs1', format: 'pem' }));
