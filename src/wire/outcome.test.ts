import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { inProject } from '../project.server.ts';
import { outcomesOf } from './outcome.ts';
import { readFile } from './read.ts';

const messagesOf = (name: string) =>
  readFile(new Uint8Array(readFileSync(inProject('testing/wire/fixture', `${name}.pcapng`))))!.messages;

test.each([
  [
    'a server that wants a certificate and gets none says so',
    'refused/no-certificate-13',
    { kind: 'alert', by: 'server', alert: 'certificate_required' },
  ],
  ["a server that hangs up on a stranger's certificate", 'refused/stranger-13', { kind: 'silent', by: 'server' }],
  ['a client that goes when it has seen the certificate', 'refused/distrust-13', { kind: 'closed', by: 'client' }],
])('%s', (_, name, expected) => {
  const messages = messagesOf(name);
  const outcomes = [...outcomesOf(messages).values()];
  expect(outcomes).toEqual([{ ...expected, at: expect.any(Number) }]);
  expect(messages[outcomes[0]!.at]).toMatchObject({ side: expected.by });
});

test.each(['mutual-13', 'mutual-12', 'retry', 'chacha-12'])('%s went well', name => {
  expect(outcomesOf(messagesOf(name)).size).toBe(0);
});

test('where records were not opened, nobody knows whether the handshake was whole', () => {
  const file = new Uint8Array(readFileSync(inProject('testing/wire/fixture/mutual-13.pcapng')));
  const { messages } = readFile(file)!;
  const locked = messages.map(message =>
    message.layers.some(({ opened }) => opened) ? { ...message, name: 'encrypted application_data' } : message,
  );
  expect(outcomesOf(locked).size).toBe(0);
});
