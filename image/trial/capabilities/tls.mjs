import { generateKeyPairSync } from 'node:crypto';
import { connect as connectPlain, createServer } from 'node:net';
import tls from 'node:tls';
import { compare, crash, pem, refused } from '#check';
import { handshake, HOST, identity, listening, settled } from '#check/network';

const ca = pem('ca.crt');
for (const [serverOptions, clientOptions] of [
  [{}, { ca }],
  [{}, { ca, minVersion: 'TLSv1.3' }],
  [{}, { ca, maxVersion: 'TLSv1.2' }],
  [{}, { rejectUnauthorized: false }],
  [
    { ALPNProtocols: ['h'] },
    { ca, ALPNProtocols: ['h'], ciphers: 'TLS_CHACHA20_POLY1305_SHA256', ecdhCurve: 'X25519' },
  ],
  [{ SNICallback: (_, done) => done(null, tls.createSecureContext(identity('server'))) }, { ca }],
  [
    {},
    { ca, checkServerIdentity: (host, { subject }) => (subject.CN === host ? undefined : new Error('not its name')) },
  ],
  // Refused by the client: its issuer, its name, its time.
  [{}, {}],
  [{}, { ca: pem('server.crt') }],
  [{}, { ca, servername: 'elsewhere.test' }],
  // Refused by the server, or by both: versions, ciphers, protocols.
  [{ maxVersion: 'TLSv1.2' }, { ca, minVersion: 'TLSv1.3' }],
  [{ minVersion: 'TLSv1.3' }, { ca, maxVersion: 'TLSv1.2' }],
  [{ ciphers: 'TLS_AES_128_GCM_SHA256' }, { ca, ciphers: 'TLS_AES_256_GCM_SHA384' }],
  [{ ALPNProtocols: ['h'] }, { ca, ALPNProtocols: ['other'] }],
  [{ key: undefined, cert: undefined }, { ca }],
]) {
  compare(await handshake(serverOptions, clientOptions), '');
}
await refused(() => tls.createSecureContext({ cert: pem('server.crt'), key: pem('client.key') }));
await refused(() => tls.createSecureContext({ cert: 'no certificate' }));
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
await refused(() =>
  tls.createSecureContext({ ...identity('server'), key: privateKey.export({ type: 'sec1', format: 'pem' }) }),
);
compare(tls.checkServerIdentity('elsewhere.test', { subject: { CN: 'localhost' } }), undefined);

// What is no TLS, on either side; and a session that is used again.
const plain = createServer(socket => socket.on('error', () => {}).end('no TLS here\n'));
compare(await settled(tls.connect({ port: await listening(plain), host: HOST })), '');
plain.close();
const server = tls.createServer(identity('server'), socket => socket.on('error', () => {}).pipe(socket));
server.on('tlsClientError', () => {});
const port = await listening(server);
const raw = connectPlain(port, HOST);
raw.end('no TLS here either\r\n\r\n');
compare(await settled(raw), '');
let session;
for (const resumed of [false, true]) {
  const socket = tls.connect({ port, host: HOST, servername: 'localhost', ca, session });
  socket.on('session', ticket => {
    session = ticket;
  });
  socket.end('x');
  compare([await settled(socket), socket.isSessionReused()], resumed);
}
await crash(() => tls.connect({ port, host: HOST, servername: 'localhost' }));
server.close();
