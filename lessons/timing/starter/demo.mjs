import { createHmac, randomBytes } from 'node:crypto';

import { guessTag } from './attack.mjs';
import { sameTag } from './compare.mjs';
import { createMeter } from './meter.mjs';

// Eight bytes, so that it goes quickly. For 32 it takes four times as long, and no longer.
const right = createHmac('sha256', randomBytes(32)).update('pay 10 to mallory').digest().subarray(0, 8);
let asked = 0;

for (const same of [0, 1, 2, 7]) {
  const tag = Buffer.from(right);
  for (let at = same; at < tag.length; at++) tag[at] ^= 1;
  console.log(`the first ${same} bytes right: compared`, oracle(tag).compared);
}

asked = 0;
const guess = guessTag(oracle, right.length);
console.log('the right tag', right.toString('hex'));
console.log('guessTag()   ', guess.toString('hex'), 'after', asked, 'questions');
console.log('by brute force on average', 2n ** 63n, 'questions');

/** The server, and a meter beside it. The comparison reads two bytes for each that it compares. */
function oracle(tag) {
  asked++;
  const meter = createMeter();
  const accepted = sameTag(meter.watch(right), meter.watch(tag));
  return { accepted, compared: meter.reads / 2 };
}
