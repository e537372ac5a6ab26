import { randomBytes } from 'node:crypto';

import { pack, unpack } from './parcel.mjs';

const key = randomBytes(32);
attempt('as it was packed', 'ann', 'marie');
attempt('the same letters', 'annma', 'rie');

function attempt(label, from, to) {
  try {
    const parcel = pack(key, 'pay 10', 'ann', 'marie');
    console.log(label, '->', unpack(key, parcel, from, to).toString());
  } catch (error) {
    console.log(label, '-> refused:', error.message);
  }
}
