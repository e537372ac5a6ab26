import * as crypto from 'node:crypto';

const message = Buffer.from('a message of more than one block of sixteen bytes');
for (const name of ['md5', 'sha1', 'sha256', 'sha384', 'sha512', 'sha3-256', 'blake2b512']) {
  crypto.createHash(name).update(message).digest('hex');
  crypto.createHmac(name, 'key').update(message).digest('base64url');
}
for (const [name, key, iv] of [
  ['aes-128-ecb', 16, 0],
  ['aes-256-cbc', 32, 16],
  ['aes-256-ctr', 32, 16],
  ['aes-128-gcm', 16, 12],
  ['aes-256-gcm', 32, 12],
  ['chacha20-poly1305', 32, 12],
  ['des-ede3', 24, 0],
]) {
  const [secret, nonce, options] = [Buffer.alloc(key, 7), iv ? Buffer.alloc(iv, 1) : null, { authTagLength: 16 }];
  const cipher = crypto.createCipheriv(name, secret, nonce, options);
  const sealed = Buffer.concat([cipher.update(message), cipher.final()]);
  const decipher = crypto.createDecipheriv(name, secret, nonce, options);
  if (iv === 12) decipher.setAuthTag(Buffer.alloc(16));
  try {
    decipher.update(sealed);
    decipher.final();
  } catch (error) {
    console.log(error.message);
  }
}
const kinds = [
  ['ed25519'],
  ['x25519'],
  ['ec', { namedCurve: 'P-256' }],
  ['ec', { namedCurve: 'P-384' }],
  ['rsa', { modulusLength: 768 }],
];
const keys = kinds.map(([kind, options]) => crypto.generateKeyPairSync(kind, options));
for (const { privateKey, publicKey } of keys) {
  publicKey.export({ type: 'spki', format: 'der' });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  crypto.createPublicKey(pem).export({ format: 'jwk' });
  if (publicKey.asymmetricKeyType === 'x25519') continue;
  const algorithm = publicKey.asymmetricKeyType === 'ed25519' ? null : 'sha256';
  const signature = crypto.sign(algorithm, message, privateKey);
  for (const text of [message, Buffer.from('other')]) console.log(crypto.verify(algorithm, text, publicKey, signature));
}
const rsa = keys.at(-1);
const pss = { key: rsa.privateKey, padding: crypto.constants.RSA_PKCS1_PSS_PADDING };
crypto.verify('sha256', message, { ...pss, key: rsa.publicKey }, crypto.sign('sha256', message, pss));
const { RSA_PKCS1_OAEP_PADDING, RSA_PKCS1_PADDING, RSA_NO_PADDING } = crypto.constants;
for (const padding of [RSA_PKCS1_OAEP_PADDING, RSA_PKCS1_PADDING, RSA_NO_PADDING]) {
  const block = padding === RSA_NO_PADDING ? Buffer.alloc(96, 1) : Buffer.from('secret');
  crypto.privateDecrypt({ key: rsa.privateKey, padding }, crypto.publicEncrypt({ key: rsa.publicKey, padding }, block));
}
const [alice, bob] = ['a', 'b'].map(() => crypto.createECDH('prime256v1'));
alice.generateKeys();
alice.computeSecret(bob.generateKeys());
crypto.diffieHellman({ privateKey: keys[1].privateKey, publicKey: keys[1].publicKey });
crypto.createDiffieHellmanGroup('modp14').getPrime();
console.log(
  crypto.scryptSync('password', 'salt', 32, { N: 16 }).length,
  crypto.hkdfSync('sha256', 'key', 'salt', 'info', 32).byteLength,
);
await new Promise(resolve => {
  crypto.scrypt('password', 'salt', 32, { N: 2 }, resolve);
});
await new Promise(resolve => {
  crypto.pbkdf2('password', 'salt', 2, 32, 'sha512', resolve);
});
console.log(
  crypto.randomUUID(),
  crypto.randomInt(10),
  crypto.timingSafeEqual(message, message),
  crypto.getCiphers().length,
);
console.log(Buffer.from(await crypto.subtle.digest('SHA-256', message)).toString('hex'));
const secret = await crypto.subtle.importKey('raw', Buffer.alloc(32), 'AES-GCM', false, ['encrypt', 'decrypt']);
await crypto.subtle.encrypt({ name: 'AES-GCM', iv: Buffer.alloc(12) }, secret, message);
