import { randomBytes } from 'node:crypto';

import { pack } from './packet.mjs';
import { Receiver } from './receiver.mjs';

const [ALICE, BANK] = [0, 1];
const key = randomBytes(32);
const bank = new Receiver({ key, from: ALICE });
let sent = 0;

const pay = send(ALICE, 'pay 10 to mallory');
say('alice pays        ', pay);
say('mallory, again    ', pay);
say('and again         ', pay);

const forged = Buffer.from(pay);
forged[14] ^= 1;
say('one bit changed   ', forged);

say("the bank's own one", send(BANK, 'pay 10 to mallory'));
say('kept since a week ', send(ALICE, 'my password is new', Date.now() - 7 * 24 * 3600 * 1000));

const [first, second] = [send(ALICE, 'pay 20 to bob'), send(ALICE, 'pay 30 to bob')];
say('overtook another  ', second);
say('came late         ', first);

function send(from, text, time = Date.now()) {
  return pack(key, { from, sequence: sent++, time, body: Buffer.from(text) });
}

function say(label, packet) {
  console.log(label, bank.receive(packet)?.toString() ?? '(refused)');
}
