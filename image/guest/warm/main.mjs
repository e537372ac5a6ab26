// Looks like a lesson: a TLS server and a client that verifies it, from a module of its own.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { once } from 'node:events';
import tls from 'node:tls';
import { serve } from '#parts';

const read = name => readFile(`${globalThis.warmPki}/${name}`);
const { server, port } = await serve({ key: await read('server.key'), cert: await read('server.crt') });
const socket = tls.connect({ port, host: '127.0.0.1', servername: 'localhost', ca: await read('ca.crt') });
await once(socket, 'secureConnect');
socket.write('hello\n');
const [answer] = await once(socket, 'data');
assert.equal(String(answer), 'hello\n');
console.log('%s', socket.getProtocol(), socket.authorized);
socket.end();
server.close();
await once(server, 'close');
