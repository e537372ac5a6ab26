import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';

import { createReader } from './reader.mjs';

const pem = name => readFileSync(`pki/${name}`);
const heard = [];
const bank = await start('server', 'your balance is 1250');
const impostor = await start('other-ca-server', 'your balance is 0, call us!');

await attempt('the bank says    ', bank);
await attempt('the impostor says', impostor);
console.log('heard ->', heard);
for (const server of [bank, impostor]) server.close().closeAllConnections();

async function start(name, body) {
  const options = { cert: pem(`${name}.crt`), key: pem(`${name}.key`) };
  const server = createServer(options, (request, response) => {
    heard.push(`${name} was asked for ${request.url}`);
    response.end(body);
  });
  server.on('tlsClientError', () => {}); // a client refused us
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

async function attempt(label, server) {
  try {
    const read = createReader(server.address().port, pem('ca.crt'));
    console.log(label, '->', await read('/balance?token=d17946f9'));
  } catch (error) {
    console.log(label, '-> refused:', error.code ?? error.message);
  }
}
