import * as crypto from 'node:crypto';
import { compare, refused } from '#check';

for (const curve of ['prime256v1', 'secp384r1']) {
  const [alice, bob] = ['a', 'b'].map(() => crypto.createECDH(curve));
  alice.generateKeys();
  compare(alice.computeSecret(bob.generateKeys()), bob.computeSecret(alice.getPublicKey(null, 'compressed')));
  await refused(() => alice.computeSecret(Buffer.alloc(65, 4)));
}
for (const [kind, options] of [['x25519'], ['ec', { namedCurve: 'P-256' }]]) {
  const [alice, bob] = ['a', 'b'].map(() => crypto.generateKeyPairSync(kind, options));
  compare(
    crypto.diffieHellman({ privateKey: alice.privateKey, publicKey: bob.publicKey }),
    crypto.diffieHellman({ privateKey: bob.privateKey, publicKey: alice.publicKey }),
  );
  const other = crypto.generateKeyPairSync('x448').publicKey;
  await refused(() => crypto.diffieHellman({ privateKey: alice.privateKey, publicKey: other }));
}
const group = crypto.createDiffieHellmanGroup('modp14');
compare(group.getPrime(), group.getGenerator());
