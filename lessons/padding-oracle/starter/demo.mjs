import { decryptVia } from './attack.mjs';
import { open, seal } from './box.mjs';
import { createKeys } from './keys.mjs';

let questions = 0;
const keys = createKeys();
const box = seal(keys, Buffer.from('the PIN is 4711'));
console.log('the box     ', box.toString('hex'));

// Somebody without the keys changes a byte and looks at what the server says.
console.log('as it was   ', await ask(box));
console.log('first byte  ', await ask(changed(0)));
console.log('last byte   ', await ask(changed(box.length - 1)));

// And this is yours.
questions = 0;
const message = await decryptVia(ask, box);
console.log('decryptVia()', JSON.stringify(message.toString()), 'after', questions, 'questions');

/** What leaves the server: one word. */
async function ask(box) {
  questions++;
  try {
    open(keys, box);
    return 'ok';
  } catch (error) {
    return error.message;
  }
}

function changed(at) {
  const copy = Buffer.from(box);
  copy[at] ^= 1;
  return copy;
}
