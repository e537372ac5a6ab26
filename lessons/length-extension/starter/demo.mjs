import { randomBytes } from 'node:crypto';

import { accepts, sign } from './api.mjs';
import { extend, forge } from './attack.mjs';
import { padding, resume, sha256 } from './sha256.mjs';

const secret = randomBytes(16);
const message = Buffer.from('to=bob&amount=10');
const tag = sign(secret, message);
console.log('the tag      ', tag.toString('hex'));
say('as it was    ', message, tag);

// No secret in these two lines: does SHA-256 need to see the beginning again?
const [first, second] = [Buffer.from('hello '), Buffer.from('world')];
const whole = Buffer.concat([first, padding(6), second]);
console.log('from zero    ', sha256(whole).toString('hex'));
console.log('from a digest', resume(sha256(first), 64, second).toString('hex'));

// And these are yours. Of a field that comes twice, the server takes the last.
const suffix = Buffer.from('&to=mallory&amount=9000');
const forged = extend(message, tag, suffix, secret.length);
say('extend()     ', forged.message, forged.tag);
try {
  const found = forge(message, tag, suffix, (message, tag) => accepts(secret, message, tag));
  say('forge()      ', found.message, found.tag);
} catch (error) {
  console.log('forge()       found nothing:', error.message);
}

function say(label, message, tag) {
  const verdict = accepts(secret, message, tag) ? 'accepted' : 'refused ';
  console.log(label, verdict, message.toString('latin1').replace(/[^ -~]+/g, '...'));
}
