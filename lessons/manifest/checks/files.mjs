import { createHash } from 'node:crypto';

/** More than a stream reads at once, and not a multiple of it. */
export const LARGE = 70_001;

/** Names that a line, a separator, an object or a pattern could take for something else. */
export const NAMES = [
  'a\nb', 'a\\nb', 'a%0Ab', '\n', '\\', ' lead', 'trail ', 'two  spaces', 'tab\there', '"quoted"', "it's", '#no', '-n', '*',
  '한글', '한글'.normalize('NFD'), '__proto__', 'constructor', 'a: b', 'a,b', 'cr\r', '.hidden', '..two', '😀', 'a\u2028b', '*a',
  '.git/hooks/post-merge', 'node_modules/a/b/c/d.js',
];

/** Files of every size, in folders, with names in two scripts; two of them are alike. */
export function filesOf(t) {
  const files = smallFilesOf(t);
  return { ...files, 'src/same.txt': files['a.txt'], 'empty.txt': '', 'large.bin': Buffer.alloc(LARGE, t.bytes(997)) };
}

/** Those of them that cost the machine little. */
export function smallFilesOf(t) {
  return {
    'a.txt': t.text(t.int(5, 40)),
    'src/b.txt': t.text(t.int(50, 90)), 'src/lib/data': Buffer.concat([t.bytes(2), Buffer.from([0xfe]), t.bytes(9)]),
    '문서/읽어 보세요.txt': `안녕하세요 ${t.text(4)}`,
  };
}

/** In hex. */
export function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A manifest with another hexadecimal digit at this place of a digest. */
export function otherDigit(text, digest, at) {
  const place = text.toLowerCase().indexOf(digest) + at;
  return text.slice(0, place) + (digest[at] === '7' ? '8' : '7') + text.slice(place + 1);
}

/** A copy with a bit of this byte flipped. */
export function withFlippedBit(bytes, at) {
  const copy = Buffer.from(bytes);
  copy[at] ^= 1;
  return copy;
}
