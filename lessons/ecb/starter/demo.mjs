import { randomBytes } from 'node:crypto';

import { looksEcb } from './attack.mjs';
import { encrypt } from './picture.mjs';

const KEY = `
........................
.....######.............
....##....##............
....#......############.
....##....##....##..##..
.....######.....##..##..
........................`;
const WIDTH = 24;

// Each sign stands for four pixels of four bytes: 16 bytes, one block.
const signs = KEY.replaceAll('\n', '');
const pixels = Buffer.concat([...signs].map(sign => Buffer.alloc(16, sign)));

const box = encrypt(randomBytes(32), pixels);
console.log('The picture');
show(pixels);
console.log('Encrypted with AES-256');
show(box);
console.log('looksEcb():', looksEcb(box));

/** Draws each block of 16 bytes as a sign that its first byte decides. */
function show(bytes) {
  const drawn = signs.split('').map((_, n) => ' .:-=+*%@#'[bytes[16 * n] % 10]);
  for (let at = 0; at < drawn.length; at += WIDTH) {
    console.log('  ' + drawn.slice(at, at + WIDTH).join(''));
  }
}
