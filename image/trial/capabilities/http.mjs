import { once } from 'node:events';
import { Agent, createServer, get, request } from 'node:http';
import { createServer as createSecureServer, get as getSecure } from 'node:https';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { compare, pem, refused } from '#check';
import { HOST, identity, listening, settled } from '#check/network';

const server = createServer((asked, response) => {
  if (asked.url === '/cut')
    return void response.writeHead(200, { 'content-length': 9 }).write('x', () => response.destroy());
  response.writeHead(200, { 'content-type': 'text/plain', 'set-cookie': ['a=1', 'b=2'] });
  asked.pipe(response);
});
const port = await listening(server);
const agent = new Agent({ keepAlive: true });
for (const method of ['POST', 'PUT']) {
  const asking = request({ host: HOST, port, method, path: '/path?query', agent, headers: { authorization: 'x' } });
  asking.end('body');
  const [response] = await once(asking, 'response');
  compare([await text(response), response.statusCode, response.headers], []);
}
await refused(() => once(get({ host: HOST, port: 1 }), 'response'));
await refused(async () => text((await once(get({ host: HOST, port, path: '/cut' }), 'response'))[0]));
for (const bytes of ['nonsense\r\n\r\n', 'GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n']) {
  const raw = connect(port, HOST);
  raw.write(bytes);
  compare(await settled(raw), bytes);
}
const url = `http://${HOST}:${port}`;
compare(await (await fetch(url, { method: 'POST', body: JSON.stringify({ a: '한' }) })).json(), {});
await refused(() => fetch('http://127.0.0.1:1/'));
await refused(async () => (await fetch(`${url}/cut`)).text());
agent.destroy();
server.close();
server.closeAllConnections();

const secure = createSecureServer(identity('server'), (_, response) => response.end('secure'));
const options = { host: HOST, port: await listening(secure), servername: 'localhost', agent: false };
compare(await text((await once(getSecure({ ...options, ca: pem('ca.crt') }), 'response'))[0]), '');
await refused(() => once(getSecure(options), 'response'));
secure.close();
secure.closeAllConnections();
