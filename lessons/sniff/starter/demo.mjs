import { once } from 'node:events';
import { readFileSync } from 'node:fs';

import { startRelay } from './attack.mjs';
import { startBank } from './bank.mjs';
import { visit } from './client.mjs';

const pem = name => readFileSync(`pki/${name}`);
const bank = startBank(0, {
  cert: pem('server.crt'),
  key: pem('server.key'),
  passwords: new Map([['alice', 'correct horse battery']]),
  carryOut: ({ from, amount, to }) => console.log(`  the bank pays ${amount} to ${to}, from ${from}`),
});
await once(bank, 'listening');

// Somebody runs the Wi-Fi of the café. All of it goes through here.
const relay = startRelay(0, bank.address().port, {
  heard: (name, password) => console.log(`  mallory writes down: ${name}, "${password}"`),
  amount: 9999,
});
await once(relay, 'listening');

console.log('Alice visits her bank from the café');
const order = { name: 'alice', password: 'correct horse battery', orders: ['pay 10 to bob'] };
const answers = await Promise.race([
  visit(relay.address().port, pem('ca.crt'), order),
  new Promise(resolve => setTimeout(resolve, 5_000, ['nothing for five seconds'])),
]).catch(error => [`no visit: ${error.message}`]);
for (const answer of answers) console.log(`  alice is told: ${answer}`);
process.exit();
