import { expect, test } from 'vitest';

import { translated } from './labels.ts';

const KO = {
  sent: '보낸 바이트',
  'byte {1} of {2}': '{2} 가운데 {1}번째 바이트',
  '{1} bytes to come back': '{1}바이트',
};

test('a label is said as the reader’s language has it', () => {
  expect(translated('sent', KO)).toBe('보낸 바이트');
});

test('what stood in the holes of a label stands in the other language’s, in its order', () => {
  expect(translated('byte 7 of all', KO)).toBe('all 가운데 7번째 바이트');
  expect(translated('512 bytes to come back', KO)).toBe('512바이트');
});

test('a hole is not filled by a label that only begins or ends alike', () => {
  expect(translated('byte 7', KO)).toBe('byte 7');
  expect(translated('512 bytes to come back twice', KO)).toBe('512 bytes to come back twice');
});

test('a label that nobody knows stays as it is, and earlier sets win', () => {
  expect(translated('constructor', KO)).toBe('constructor');
  expect(translated('sent', { sent: '이 검사의' }, KO)).toBe('이 검사의');
});

test('a hole may be filled with nothing, and text of a hole is no pattern', () => {
  expect(translated(' bytes to come back', KO)).toBe('바이트');
  expect(translated('byte {2} of $1', KO)).toBe('$1 가운데 {2}번째 바이트');
});
