import { once } from 'node:events';
import { connect } from 'node:net';

import { createClock } from './clock.mjs';
import { frame } from './framing.mjs';
import { startServer } from './limits.mjs';

const SECOND = 1000;
const PAGE = Buffer.alloc(64 * 1024, 'a page of an encyclopedia. ');

const clock = createClock();
const server = startServer(0, () => PAGE, {
  maxConnections: 20,
  patience: 10 * SECOND,
  timers: clock,
});
await once(server, 'listening');
let accepted;
server.on('connection', connection => accepted(connection));
server.on('drop', () => accepted());

console.log('Ten clients say nothing');
const silent = [];
for (let at = 0; at < 10; at++) silent.push(await stranger());
await pass(600);
console.log(`  after ten minutes ${there(silent)} of them are still connected`);

console.log('One sends a byte every nine seconds');
const slow = await stranger();
const request = frame('x'.repeat(100));
for (let at = 0; at < 66 && !slow.connection.destroyed; at++) {
  await pass(9);
  slow.client.write(request.subarray(at, at + 1));
}
console.log(`  after ten minutes it is ${there([slow]) ? 'still connected' : 'gone'}`);

console.log('One asks 200 times and reads nothing');
const deaf = await stranger();
deaf.client.write(Buffer.concat(Array(200).fill(frame('a page, please'))));
for (let turn = 0; turn < 200; turn++) await new Promise(setImmediate);
const waiting = deaf.connection.writableLength;
console.log(`  ${Math.round(waiting / 1024)} kB of answers wait in the server`);

console.log('Fifty more clients come');
const crowd = [];
for (let at = 0; at < 50; at++) crowd.push(await stranger());
console.log(`  ${there(crowd)} of them were let in`);
process.exit();

/** A connection: the client's end, and the server's, if it took it. */
async function stranger() {
  const taken = new Promise(resolve => {
    accepted = resolve;
  });
  const client = connect(server.address().port, '127.0.0.1').pause();
  client.on('error', () => {});
  return { client, connection: await taken };
}

function there(strangers) {
  return strangers.filter(({ connection }) => connection?.destroyed === false).length;
}

async function pass(seconds) {
  clock.advance(seconds * SECOND);
  for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
}
