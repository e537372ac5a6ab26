import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { inProject } from '../project.server.ts';
import { compareConversations } from './compare.ts';
import { readFile } from './read.ts';

const messagesOf = (name: string) =>
  readFile(new Uint8Array(readFileSync(inProject('testing/wire/fixture', `${name}.pcapng`))))!.messages;

test('a conversation is the same as itself', () => {
  const messages = messagesOf('mutual-13');
  const compared = compareConversations(messages, messages);
  expect(compared.filter(one => one.first !== one.second || one.differences.length > 0)).toEqual([]);
  expect(compared.map(({ name }) => name)).toContain('CertificateVerify');
});

test('TLS 1.2 beside 1.3: what only one has, and where both say something else', () => {
  const compared = compareConversations(messagesOf('mutual-12'), messagesOf('mutual-13'));
  const without = (where: 'first' | 'second') =>
    compared.filter(one => one[where] === undefined).map(({ name }) => name);
  expect(without('second')).toEqual(['ServerKeyExchange', 'ServerHelloDone', 'ClientKeyExchange']);
  expect(without('first')).toContain('EncryptedExtensions');
  expect(compared.filter(({ name, side }) => name === 'Certificate' && side === 'server')).toHaveLength(1);
  const hello = compared.find(({ name }) => name === 'ServerHello')!;
  const suite = hello.differences.find(({ path }) => path === 'cipher_suite')!;
  expect(suite.first).toContain('TLS_ECDHE_ECDSA');
  expect(suite.second).toContain('TLS_AES');
});

test('what is random each time is no difference', () => {
  const { differences } = compareConversations(messagesOf('mutual-12'), messagesOf('chacha-12')).find(
    ({ name }) => name === 'ServerHello',
  )!;
  expect(differences.map(({ path }) => path)).toContain('cipher_suite');
  expect(differences.map(({ path }) => path)).not.toContain('random');
});

test('a flood is compared as far as there is sense in it', () => {
  const messages = messagesOf('mutual-13');
  const many = Array.from({ length: 500 }, () => messages).flat();
  expect(compareConversations(many, many).length).toBeLessThanOrEqual(300);
});
