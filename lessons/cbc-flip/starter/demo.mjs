import { randomBytes } from 'node:crypto';

import { forgeAdmin } from './attack.mjs';
import { issue, read } from './token.mjs';

const keys = { encrypt: randomBytes(32), mac: randomBytes(32) };
const text = 'v=1;role=guest;name=alice';
const token = issue(keys, text);

console.log('the token    ', token.toString('hex'));
attempt('as it was    ', token);

// One bit of the first byte. The server has the key, the attacker has not.
const flipped = Buffer.from(token);
flipped[0] ^= 1;
attempt('one bit      ', flipped);

// And this is yours.
attempt('forgeAdmin() ', forgeAdmin(token, text));

function attempt(label, token) {
  try {
    console.log(label, read(keys, token));
  } catch (error) {
    console.log(label, 'refused:', error.message);
  }
}
