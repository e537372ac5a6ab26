import { createPrivateKey, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:tls';
import { expect, test } from 'vitest';

import { createHttpServer } from '../../src/site/serve/server.ts';
import { makeLocalCa } from './local-ca.ts';

const NAMES = ['dns:localhost', 'ip:127.0.0.1', 'dns:laptop.local'] as const;

test('whoever trusts the CA reaches this server by its names, and nobody else does', async () => {
  const [made, other] = [await makeLocalCa(Date.now(), NAMES), await makeLocalCa(Date.now(), NAMES)];
  const server = createServer({ cert: made.cert, key: made.key });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const reach = async (ca: string, servername: string): Promise<string> => {
    const socket = connect({ port, host: '127.0.0.1', ca, servername });
    const how = await once(socket, 'secureConnect').then(
      () => 'reached',
      (error: NodeJS.ErrnoException) => error.code!,
    );
    socket.destroy();
    return how;
  };
  expect(await reach(made.ca, 'laptop.local')).toBe('reached');
  expect(await reach(made.ca, 'bank.example')).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  expect(await reach(other.ca, 'laptop.local')).toMatch(/SELF_SIGNED|UNABLE_TO_VERIFY/);
  server.close();
});

test('the certificate holds for no longer than browsers take one, and the CA’s key is nowhere', async () => {
  const { ca, cert, key } = await makeLocalCa(Date.parse('2026-01-01T00:00:00Z'), NAMES);
  const server = new X509Certificate(cert);
  const days = (Date.parse(server.validTo) - Date.parse(server.validFrom)) / 86_400_000;
  expect(days).toBeLessThanOrEqual(825);
  expect(new X509Certificate(ca).checkPrivateKey(createPrivateKey(key))).toBe(false);
});

test('over https the site says that it will stay so', async () => {
  const { ca, cert, key } = await makeLocalCa(Date.now(), NAMES);
  const server = createHttpServer((_, response) => void response.end('secure'), { tls: { cert, key } });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const [answer] = (await once(
    get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', ca }),
    'response',
  )) as [IncomingMessage];
  expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
  answer.destroy();
  server.close();
});
