import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { environment, formatEnvironment, VARIABLES } from './index.server.ts';
import { inProject } from '../project.server.ts';

const NAMES = Object.keys(VARIABLES);
const read = (path: string): string => readFileSync(inProject(path), 'utf8');

test('an empty variable counts as none, and what is not set has its default', () => {
  expect(environment(['PORT', 'HANDSHAKE_HOSTS', 'KILLS', 'CI'], { PORT: '', CI: '' })).toEqual({
    PORT: undefined,
    HANDSHAKE_HOSTS: [],
    KILLS: 3,
    CI: false,
  });
  expect(environment(['PORT', 'CI', 'PROVE_ONLY'], { PORT: '8080', CI: 'true', PROVE_ONLY: 'aead,tls' })).toEqual({
    PORT: 8080,
    CI: true,
    PROVE_ONLY: ['aead', 'tls'],
  });
});

test('every variable that makes no sense is named, with its value and what to write instead', () => {
  const wrong = { PORT: '80a', DEBIAN_MIRROR: 'mirror', KILLS: '0', PROVE: 'everything', WEBCONTAINER: 'dead' };
  const lines = () => environment(['PORT', 'DEBIAN_MIRROR', 'KILLS', 'PROVE', 'WEBCONTAINER', 'HOST'], wrong);
  expect(lines).toThrow(
    [
      'PORT=80a is no port; use a number from 1 to 65535, for example PORT=8080 npm start',
      'DEBIAN_MIRROR=mirror is no address of a mirror; write one such as https://mirror.example/debian',
      'KILLS=0 is no number of kills; write one such as 30',
      'PROVE=everything can only be all; leave it out for less',
      'WEBCONTAINER=dead can only be live; leave it out for the double',
    ].join('\n'),
  );
});

test('what is no address at all is told in words too', () => {
  const names = ['HANDSHAKE_URL', 'WEBCONTAINER_ORIGIN', 'HANDSHAKE_OIDC_ISSUER'] as const;
  expect(() => environment(names, Object.fromEntries(names.map(name => [name, 'site'])))).toThrow(
    [
      'HANDSHAKE_URL=site is no address of a site; write one such as https://handshake.example',
      'WEBCONTAINER_ORIGIN=site is no address that begins with https://',
      'HANDSHAKE_OIDC_ISSUER=site is no address of an OpenID provider; it begins with https://',
    ].join('\n'),
  );
});

test('one that makes no sense is no matter to whoever does not ask for it', () => {
  expect(environment(['HOST'], { PORT: '80a', HOST: '0.0.0.0' })).toEqual({ HOST: '0.0.0.0' });
});

test('the printed table has every variable with what it is now, faults too, and shows no key', () => {
  const key = 'wc_api_0123456789';
  const table = formatEnvironment({ WEBCONTAINER_API_KEY: key, PORT: '80a', HOST: '10.0.0.5' });
  expect(table.match(/^[A-Z_0-9]+(?=: )/gm)).toEqual(NAMES);
  expect(table).toContain('wc_a... (17 characters)');
  expect(table).toMatch(/now {6}80a \(!\) is no port/);
  expect(table).toMatch(/now {6}10\.0\.0\.5\n/);
  expect(table).not.toContain(key);
  expect(() => environment(['WEBCONTAINER_API_KEY'], { WEBCONTAINER_API_KEY: `${key};` })).not.toThrow(key);
  expect(() => environment(['WEBCONTAINER_API_KEY'], { WEBCONTAINER_API_KEY: `${key};` })).toThrow('wc_a... (18');
});

/** What the harness is told inside the machine, what its forgers use there, and what is the shell's or the bundler's. */
const OTHERS = ['REPORT_FD', 'FIXTURE_FD', 'TZ', 'CHILD', 'PATH', 'SSR', 'PROD'];

test('no program reads a variable past the table', () => {
  const folders = '{src,image,integrations,scripts,testing,e2e}';
  for (const path of globSync([`${folders}/**/*.{ts,tsx,astro}`, '*.{ts,mjs}'], { cwd: inProject() })) {
    const reads = read(path).matchAll(/\benv(?:\.|\[')([A-Z][A-Z0-9_]+)(?!\w|'\] = )/g);
    const names = [...reads].map(([, name]) => name!).filter(name => !OTHERS.includes(name));
    expect(names, path).toEqual([]);
  }
});

test('the README names every variable of those who start and serve the site, and none that is not there', () => {
  const readme = read('README.md');
  const named = [...readme.matchAll(/(?<![\w-])([A-Z][A-Z0-9_]{3,})(?==|`)/g)].map(([, name]) => name!);
  expect(named.filter(name => !NAMES.includes(name))).toEqual([]);
  const forOwners = NAMES.filter(name =>
    /serving|npm start|image/.test(VARIABLES[name as keyof typeof VARIABLES].usedBy),
  );
  expect(forOwners.filter(name => !named.includes(name) && name !== 'XDG_CACHE_HOME')).toEqual([]);
});
