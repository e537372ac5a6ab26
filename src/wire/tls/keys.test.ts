import { expect, test } from 'vitest';

import { fromHex, hex } from '../bytes.ts';
import { KeyLog } from './key-log.ts';
import { protectionOf, trafficKeys } from './keys.ts';

test('key and IV come from a traffic secret as in the published trace (RFC 8448, section 3)', () => {
  const secret = fromHex('b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38')!;
  const { key, iv } = trafficKeys(protectionOf(0x1301)!, secret);
  expect(hex(key)).toBe('3fce516009c21727d0f2e4e86ee403bc');
  expect(hex(iv)).toBe('5d313eb2671276ee13000b30');
});

test('of a cipher suite its AEAD is known, and one without is not opened', () => {
  expect(protectionOf(0x1303)).toMatchObject({ aead: 'ChaCha20-Poly1305', keyLength: 32 });
  expect(protectionOf(0xc030)).toMatchObject({ aead: 'AES-GCM', keyLength: 32 });
  expect(protectionOf(0xc027)).toBeUndefined();
  expect(protectionOf(0xffff)).toBeUndefined();
});

test('a key log is read line by line, and what is no secret is told', () => {
  const random = 'ab'.repeat(32);
  const log = new KeyLog(`# comment\r\nCLIENT_RANDOM ${random.toUpperCase()} ${'11'.repeat(48)}\n\nnonsense\n`);
  expect(log.size).toBe(1);
  expect(log.secret('CLIENT_RANDOM', fromHex(random)!)).toHaveLength(48);
  expect(log.secret('SERVER_TRAFFIC_SECRET_0', fromHex(random)!)).toBeUndefined();
  expect(log.unread).toEqual(['nonsense']);
});
