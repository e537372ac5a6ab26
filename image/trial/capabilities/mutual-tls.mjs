import { compare, pem } from '#check';
import { handshake, identity } from '#check/network';

const ca = pem('ca.crt');
const asking = { ca, requestCert: true, rejectUnauthorized: true };
for (const [serverOptions, clientOptions] of [
  [asking, { ca, ...identity('client') }],
  [asking, { ca, ...identity('client'), maxVersion: 'TLSv1.2' }],
  [{ ...asking, rejectUnauthorized: false }, { ca }],
  // Refused: nobody's name, an issuer that is not trusted, one that is none.
  [asking, { ca }],
  [asking, { ca, maxVersion: 'TLSv1.2' }],
  [
    { ...asking, ca: pem('client.crt') },
    { ca, ...identity('client') },
  ],
  [
    { ...asking, ca: undefined },
    { ca, ...identity('client') },
  ],
  [
    { ...asking, ca: undefined, rejectUnauthorized: false },
    { ca, ...identity('client') },
  ],
]) {
  compare(await handshake(serverOptions, clientOptions), '');
}
