import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createWebServer, get } from 'node:http';
import { connect, createServer } from 'node:net';
import tls from 'node:tls';

const pem = name => readFileSync(`/opt/handshake/pki/${name}`);
const ca = pem('ca.crt');
const identity = name => ({ key: pem(`${name}.key`), cert: pem(`${name}.crt`) });
const portOf = async server => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server.address().port;
};

/** Ends with whatever comes first: the other side's end, or why there was no connection. */
const settled = socket =>
  new Promise(resolve => {
    socket
      .on('error', error => resolve(error.code))
      .on('close', () => resolve('closed'))
      .resume();
  });

const echo = createServer({ allowHalfOpen: true }, socket => socket.on('error', () => {}).pipe(socket));
const port = await portOf(echo);
const burst = connect(port, '127.0.0.1');
burst.end(Buffer.alloc(200_000, 'x'));
console.log(await settled(burst));
const reset = connect(port, '127.0.0.1', () => reset.resetAndDestroy());
console.log(await settled(reset), await settled(connect(1, '127.0.0.1')));
const late = connect(port, '127.0.0.1').setTimeout(5, () => late.destroy(new Error('too late')));
await settled(late);
echo.close();

for (const [serverOptions, clientOptions] of [
  [
    { requestCert: true, rejectUnauthorized: true, ca },
    { ca, ...identity('client') },
  ],
  [{ requestCert: true, rejectUnauthorized: false, ca }, { ca }],
  [{ requestCert: true, rejectUnauthorized: true, ca }, { ca }],
  [{}, {}],
  [{}, { ca, servername: 'elsewhere.test' }],
  [{}, { rejectUnauthorized: false }],
  [{}, { ca, maxVersion: 'TLSv1.2' }],
  [{ maxVersion: 'TLSv1.2' }, { ca, minVersion: 'TLSv1.3' }],
  [
    { ALPNProtocols: ['h'] },
    { ca, ALPNProtocols: ['h'], ciphers: 'TLS_CHACHA20_POLY1305_SHA256', ecdhCurve: 'X25519' },
  ],
]) {
  const server = tls.createServer({ ...identity('server'), ...serverOptions }, socket => {
    socket.on('error', () => {}).end(`${socket.authorized} ${socket.getPeerCertificate().subject?.CN}`);
  });
  server.on('tlsClientError', error => console.log(error.code));
  const client = tls.connect({
    port: await portOf(server),
    host: '127.0.0.1',
    servername: 'localhost',
    ...clientOptions,
  });
  client.on('secureConnect', () =>
    console.log(
      client.authorized,
      client.getProtocol(),
      client.getCipher().name,
      client.getPeerX509Certificate().subject,
    ),
  );
  client.on('keylog', () => {});
  console.log(await settled(client));
  server.close();
}

const web = createWebServer((request, response) => void request.pipe(response));
const url = `http://127.0.0.1:${await portOf(web)}/path?query`;
const [response] = await once(get(url), 'response');
response.resume();
console.log(response.statusCode, response.headers);
web.close();
web.closeAllConnections();

const [one, other] = [createSocket('udp4'), createSocket('udp4')];
one.bind(0, '127.0.0.1');
await once(one, 'listening');
other.send('datagram', one.address().port, '127.0.0.1');
console.log(String((await once(one, 'message'))[0]), await lookup('bank.test'));
await lookup('nowhere.test').catch(error => console.log(error.code));
one.close();
other.close();
