import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:tls';

import { startRecords } from './server.mjs';
import { createStore } from './store.mjs';

const pem = name => readFileSync(`pki/${name}`);
const store = createStore({
  people: { alice: 'staff', bob: 'staff', admin: 'admin' },
  records: [
    { id: 7, owner: 'alice', text: 'alice earns 4200' },
    { id: 8, owner: 'bob', text: 'bob earns 3100' },
  ],
});
const server = startRecords({
  ca: pem('ca.crt'),
  cert: pem('server.crt'),
  key: pem('server.key'),
}, store);
await once(server, 'listening');

// Bob has a good certificate. He asks for his own record, and then he
// counts down by one.
const requests = [
  'read /records/bob/8',
  'read /records/alice/7',
  'write /records/alice/7 alice earns 12',
];
const socket = connect({
  port: server.address().port,
  host: '127.0.0.1',
  servername: 'localhost',
  ca: pem('ca.crt'),
  cert: pem('bob.crt'),
  key: pem('bob.key'),
});
socket.end(requests.map(request => `${request}\n`).join(''));
let heard = '';
socket.setEncoding('utf8');
for await (const chunk of socket) heard += chunk;
server.close();

const answers = heard.split('\n');
for (const [at, request] of requests.entries()) {
  console.log(`bob> ${request}\n     ${answers[at]}`);
}
