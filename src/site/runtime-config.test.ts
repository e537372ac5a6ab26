import { expect, test } from 'vitest';

import { runtimeConfig } from './runtime-config.ts';

test('without a word the choice is automatic, and WebContainer the public one', () => {
  expect(runtimeConfig({})).toEqual({ choice: 'auto', webcontainer: { origin: 'https://stackblitz.com' } });
  expect(runtimeConfig({ HANDSHAKE_RUNTIME: '', WEBCONTAINER_API_KEY: '', WEBCONTAINER_ORIGIN: '' })).toEqual(
    runtimeConfig({}),
  );
});

test('a key and an enterprise’s own origin are taken over', () => {
  expect(
    runtimeConfig({
      HANDSHAKE_RUNTIME: 'webcontainer',
      WEBCONTAINER_API_KEY: 'wc_api_1-2.3',
      WEBCONTAINER_ORIGIN: 'https://wc.example.com/',
    }),
  ).toEqual({ choice: 'webcontainer', webcontainer: { origin: 'https://wc.example.com', apiKey: 'wc_api_1-2.3' } });
});

test('the machine alone leaves nothing of WebContainer', () => {
  expect(runtimeConfig({ HANDSHAKE_RUNTIME: 'vm', WEBCONTAINER_API_KEY: 'key' })).toEqual({ choice: 'vm' });
});

test('what makes no sense is refused with its name, its value and what to write instead', () => {
  expect(() => runtimeConfig({ HANDSHAKE_RUNTIME: 'docker' })).toThrow(
    'HANDSHAKE_RUNTIME=docker is none of auto, vm, webcontainer; leave it out for auto',
  );
  expect(() => runtimeConfig({ WEBCONTAINER_ORIGIN: 'http://wc.example.com' })).toThrow(
    'WEBCONTAINER_ORIGIN=http://wc.example.com is no address',
  );
  expect(() => runtimeConfig({ WEBCONTAINER_ORIGIN: 'https://wc.example.com/path' })).toThrow(
    'must be an origin alone',
  );
  expect(() => runtimeConfig({ WEBCONTAINER_API_KEY: "x'; script-src *" })).toThrow('WEBCONTAINER_API_KEY');
});
