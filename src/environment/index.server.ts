import { isIP } from 'node:net';

import { z } from 'zod';

import { PREFERENCES } from '../runtimes/pool/choose.ts';
import { DEFAULT_ORIGIN } from '../runtimes/webcontainer/origin.ts';
import { isLoopback, nameIn } from './host-name.ts';

/**
 * Every environment variable that the project reads, in one table. What runs inside the machine (harness/, lessons/,
 * image/guest/) has its own, which nobody outside sets.
 */

type Env = Readonly<Record<string, string | undefined>>;

interface Variable {
  meaning: string;
  /** What may be written, in words. */
  values: string;
  /** What holds where it is not set or empty, in words. */
  unset: string;
  usedBy: string;
  /** Of the text, or of undefined; its messages go on after `NAME=value `. */
  schema: z.ZodType;
  /** Never shown whole. */
  secret?: true;
}

const text = z.string().optional();

const port = z
  .string()
  .refine(
    written => /^\d+$/.test(written) && Number(written) <= 65535,
    'is no port; use a number from 1 to 65535, for example PORT=8080 npm start',
  )
  .transform(Number)
  .optional();

const hosts = z
  .string()
  .default('')
  .transform(list =>
    list
      .split(',')
      .map(name => name.trim())
      .filter(Boolean),
  )
  .superRefine((names, { addIssue }) => {
    for (const name of names.filter(each => nameIn(each) === undefined))
      addIssue(
        `holds "${name}", which is no name of a computer; leave out http:// and paths, ` +
          'for example HANDSHAKE_HOSTS=class.example,10.0.0.5 npm start',
      );
  });

const origin = z
  .url({ protocol: /^https$/, error: 'is no address that begins with https://', abort: true })
  .refine(
    written => new URL(written).origin === written.replace(/\/$/, ''),
    'must be an origin alone, such as https://example.com',
  )
  .transform(written => new URL(written).origin)
  .default(DEFAULT_ORIGIN);

const address = z
  .url({
    protocol: /^https?$/,
    error: 'is no address of a site; write one such as https://handshake.example',
    abort: true,
  })
  .refine(
    written => new URL(written).href === `${new URL(written).origin}/`,
    'must be an address without a path, such as https://handshake.example',
  )
  .transform(written => new URL(written).origin)
  .optional();

const addresses = z
  .string()
  .default('')
  .transform(list =>
    list
      .split(',')
      .map(one => one.trim())
      .filter(Boolean),
  )
  .superRefine((all, { addIssue }) => {
    for (const one of all.filter(each => isIP(each) === 0))
      addIssue(`holds "${one}", which is no IP address; write those of the proxies alone, such as 127.0.0.1,::1`);
  });

const issuer = z
  .url({ protocol: /^https?$/, error: 'is no address of an OpenID provider; it begins with https://', abort: true })
  .refine(
    written => written.startsWith('https:') || isLoopback(new URL(written).hostname),
    'is plain http, in which anybody on the way could name themselves a teacher; it must begin with https://',
  )
  .refine(
    written => !/[?#]|\/\.well-known\//.test(written),
    'must be the issuer alone, without .well-known and what follows it',
  )
  .optional();

/** Rules as `claim=value`; a claim's name may be an address, so the last sign of equality parts them. */
const claims = z
  .string()
  .default('')
  .transform(list =>
    list
      .split(',')
      .map(rule => rule.trim())
      .filter(Boolean),
  )
  .superRefine((rules, { addIssue }) => {
    for (const rule of rules.filter(each => !/^[^\s].*=./.test(each)))
      addIssue(`holds "${rule}", which is no claim with its value; write one such as eduPersonAffiliation=staff`);
  })
  .transform(rules =>
    rules.map(rule => ({ claim: rule.slice(0, rule.lastIndexOf('=')), value: rule.slice(rule.lastIndexOf('=') + 1) })),
  );

const TESTS = 'tests';
const CLASS = 'npm start, for a class';

export const VARIABLES = {
  HANDSHAKE_RUNTIME: {
    meaning: 'what runs the programs of lessons; vm leaves WebContainer out altogether',
    values: PREFERENCES.join(', '),
    unset: 'auto: the machine, or WebContainer where it is proved able and the machine is not there',
    usedBy: 'building and serving the site',
    schema: z
      .enum(PREFERENCES, { error: `is none of ${PREFERENCES.join(', ')}; leave it out for auto` })
      .default('auto'),
  },
  WEBCONTAINER_API_KEY: {
    meaning: "a key of the WebContainer service's; it stands in the pages, as it is meant to",
    values: 'letters, digits, _ . and -',
    unset: 'no key',
    usedBy: 'building and serving the site',
    schema: z
      .string()
      .regex(/^[\w.-]+$/, 'holds more than letters, digits, _ . and -')
      .optional(),
    secret: true,
  },
  WEBCONTAINER_ORIGIN: {
    meaning: 'where the WebContainer service is; an enterprise has its own',
    values: 'an https:// origin, without a path',
    unset: DEFAULT_ORIGIN,
    usedBy: 'building and serving the site',
    schema: origin,
  },
  HANDSHAKE_URL: {
    meaning: "the site's public address; with it pages name themselves, their pictures and a sitemap to search engines",
    values: 'an http:// or https:// address, without a path',
    unset: 'no sitemap; links are shown without a picture',
    usedBy: "building the site; npm start, for a university's log-in",
    schema: address,
  },
  HANDSHAKE_SOURCE: {
    meaning: 'where the source code is and mistakes are reported; the page about the site leads there',
    values: 'an http:// or https:// address',
    unset: 'that page says so in words, without a link',
    usedBy: 'building the site',
    schema: z
      .url({
        protocol: /^https?$/,
        error: 'is no address of a page; write one such as https://code.example/handshake',
      })
      .optional(),
  },
  HOST: {
    meaning: 'the address to serve at; 0.0.0.0 is every computer that can reach this one',
    values: 'an address or name of this computer',
    unset: 'localhost: this computer alone',
    usedBy: 'npm start, npm run serve',
    schema: text,
  },
  PORT: {
    meaning: 'the port to serve at, this one or none',
    values: 'a number from 1 to 65535',
    unset: 'the first free one from 4321 on',
    usedBy: 'npm start, npm run serve',
    schema: port,
  },
  HANDSHAKE_HOSTS: {
    meaning: "names and addresses to answer to besides this computer's own",
    values: 'names, with commas between',
    unset: "this computer's own",
    usedBy: 'npm start, npm run serve, npm run dev',
    schema: hosts,
  },
  HANDSHAKE_CLASS: {
    meaning: 'whether the server has classes; off serves the site alone, as any web server could',
    values: 'on, off',
    unset: 'on',
    usedBy: CLASS,
    schema: z.enum(['on', 'off'], { error: 'is neither on nor off' }).default('on'),
  },
  HANDSHAKE_DATA: {
    meaning: "the folder of the classes' database and of a local CA; not in the clone, so that nothing cleans it away",
    values: 'a folder that can be written',
    unset: 'handshake in XDG_DATA_HOME',
    usedBy: `${CLASS}; npm run https`,
    schema: text,
  },
  DATABASE_URL: {
    meaning: 'the PostgreSQL of the classes; several servers may share one',
    values: 'an address such as postgres://handshake@db.example/handshake',
    unset: 'an SQLite file in HANDSHAKE_DATA',
    usedBy: CLASS,
    schema: z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'is no address of a PostgreSQL; it begins with postgres://')
      .optional(),
    secret: true,
  },
  XDG_DATA_HOME: {
    meaning: "the folder of this user's data (XDG Base Directory Specification)",
    values: 'a folder that can be written',
    unset: '~/.local/share',
    usedBy: `${CLASS}; npm run https`,
    schema: text,
  },
  HANDSHAKE_CERT: {
    meaning: 'the certificate to serve https with, and those of its issuers behind it, in PEM',
    values: 'a file; HANDSHAKE_KEY goes with it',
    unset: 'plain http',
    usedBy: 'npm start, npm run serve',
    schema: text,
  },
  HANDSHAKE_KEY: {
    meaning: "the certificate's private key, in PEM",
    values: 'a file; HANDSHAKE_CERT goes with it',
    unset: 'plain http',
    usedBy: 'npm start, npm run serve',
    schema: text,
  },
  HANDSHAKE_PROXIES: {
    meaning: 'addresses of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed',
    values: 'IP addresses, with commas between',
    unset: "none: such headers could be anybody's",
    usedBy: CLASS,
    schema: addresses,
  },
  HANDSHAKE_LOG: {
    meaning: 'what is logged of a class, as JSON Lines on standard error; never names, code or addresses',
    values: 'none, errors, all',
    unset: 'errors',
    usedBy: CLASS,
    schema: z.enum(['none', 'errors', 'all'], { error: 'is none of none, errors, all' }).default('errors'),
  },
  HANDSHAKE_OIDC_ISSUER: {
    meaning: 'the OpenID provider of a university, with whose accounts people log in; HANDSHAKE_URL goes with it',
    values: 'an https:// address; http:// on this computer alone',
    unset: 'passwords and class codes alone',
    usedBy: CLASS,
    schema: issuer,
  },
  HANDSHAKE_OIDC_CLIENT: {
    meaning: 'by what name the provider knows this server (client_id)',
    values: 'as the provider gives it',
    unset: 'none; HANDSHAKE_OIDC_ISSUER needs it',
    usedBy: CLASS,
    schema: text,
  },
  HANDSHAKE_OIDC_SECRET: {
    meaning: 'the secret that the provider gave to this server (client_secret)',
    values: 'as the provider gives it',
    unset: 'HANDSHAKE_OIDC_KEY is used',
    usedBy: CLASS,
    schema: text,
    secret: true,
  },
  HANDSHAKE_OIDC_KEY: {
    meaning: 'the private key with which this server shows the provider who it is (private_key_jwt)',
    values: 'a file, in PEM or as JWK',
    unset: 'HANDSHAKE_OIDC_SECRET is used',
    usedBy: CLASS,
    schema: text,
  },
  HANDSHAKE_OIDC_TEACHERS: {
    meaning: 'who becomes a teacher, by a value of a claim; everybody else with an account may join classes as a pupil',
    values: 'rules such as eduPersonAffiliation=staff, with commas between; one that holds is enough',
    unset: 'nobody; teachers are invited',
    usedBy: CLASS,
    schema: claims,
  },
  HANDSHAKE_OIDC_NAME: {
    meaning: "the university's name on the button that leads to it",
    values: 'any text',
    unset: "the name of the provider's computer",
    usedBy: CLASS,
    schema: text,
  },
  HANDSHAKE_OIDC_SCOPE: {
    meaning: 'what the provider is asked for',
    values: 'scopes, with spaces between; openid among them',
    unset: 'openid profile',
    usedBy: CLASS,
    schema: z
      .string()
      .refine(scopes => scopes.split(' ').includes('openid'), 'lacks openid, without which nobody says who somebody is')
      .default('openid profile'),
  },
  HANDSHAKE_CACHE: {
    meaning: 'the folder of machine images and of the packages they are made of, about 1 GB',
    values: 'a folder that can be written',
    unset: 'handshake in XDG_CACHE_HOME',
    usedBy: 'building the machine image',
    schema: text,
  },
  XDG_CACHE_HOME: {
    meaning: "the folder of this user's caches (XDG Base Directory Specification)",
    values: 'a folder that can be written',
    unset: '~/.cache',
    usedBy: 'building the machine image',
    schema: text,
  },
  DEBIAN_MIRROR: {
    meaning: "the mirror that the machine's packages come from",
    values: 'an address, such as https://mirror.example/debian',
    unset: "the one that this computer's apt is set up with",
    usedBy: 'building the machine image',
    schema: z.url('is no address of a mirror; write one such as https://mirror.example/debian').optional(),
  },
  CHROMIUM: {
    meaning: 'the browser that tests drive',
    values: 'the path of a Chromium',
    unset: 'the first that is found under /usr/bin',
    usedBy: TESTS,
    schema: text,
  },
  CI: {
    meaning: 'a test that fails is tried again, and told as flaky when it then passes; test.only is refused',
    values: 'anything',
    unset: 'one try',
    usedBy: TESTS,
    schema: text.transform(Boolean),
  },
  SEED: {
    meaning: 'what checks draw their values from: a run with the same seed is the same again',
    values: 'any word',
    unset: 'another one on each run, which is printed',
    usedBy: 'tests, npm run prove, npm run wrong, node --test in a lesson',
    schema: text,
  },
  PROVE: {
    meaning: 'how much of the lessons is proved',
    values: 'all',
    unset: 'what is worth its time on every npm test',
    usedBy: 'tests; npm run prove sets it',
    schema: z.enum(['all'], 'can only be all; leave it out for less').optional(),
  },
  PROVE_ONLY: {
    meaning: 'the exercises to prove',
    values: 'names of folders in lessons/, with commas between',
    unset: 'all of them',
    usedBy: 'tests; npm run prove sets it',
    schema: z
      .string()
      .default('')
      .transform(list => list.split(',').filter(Boolean)),
  },
  KILLS: {
    meaning: 'how often the browser is killed while somebody types',
    values: 'a number',
    unset: '3',
    usedBy: TESTS,
    schema: z
      .string()
      .regex(/^[1-9]\d*$/, 'is no number of kills; write one such as 30')
      .default('3')
      .transform(Number),
  },
  MACHINE_IMAGE: {
    meaning: 'the machine image to test, instead of the one of this source tree',
    values: 'a folder with a manifest.json',
    unset: 'the one in the cache, built where it is missing',
    usedBy: TESTS,
    schema: text,
  },
  WEBCONTAINER: {
    meaning: 'which WebContainer the contract suite tries',
    values: 'live',
    unset: 'the double of the service in e2e/webcontainer/double/',
    usedBy: 'tests; npm run test:webcontainer sets it',
    schema: z.enum(['live'], 'can only be live; leave it out for the double').optional(),
  },
  E2E_PORT: {
    meaning: 'the port that browser tests serve the built site at',
    values: 'a number from 1 to 65535',
    unset: 'one by the number of the process',
    usedBy: TESTS,
    schema: port,
  },
  TEST_PARALLEL_INDEX: {
    meaning: 'which of several test workers this process is',
    values: 'a number',
    unset: 'the only one',
    usedBy: 'tests; Playwright sets it',
    schema: z.string().default('alone'),
  },
} as const satisfies Record<string, Variable>;

type Name = keyof typeof VARIABLES;
type Values = { [N in Name]: z.output<(typeof VARIABLES)[N]['schema']> };

/**
 * The values of some variables; an empty one counts as none. Throws an error with a line for each that makes no sense,
 * which says what to write instead.
 */
export function environment<N extends Name>(names: readonly N[], env: Env = process.env): Pick<Values, N> {
  const read = names.map(name => [name, VARIABLES[name].schema.safeParse(env[name] || undefined)] as const);
  const faults = read.flatMap(([name, { error }]) =>
    error ? [`${name}=${shown(name, env[name]!)} ${error.issues[0]!.message}`] : [],
  );
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return Object.fromEntries(read.map(([name, { data }]) => [name, data])) as Pick<Values, N>;
}

/** The table for a reader in a terminal, with what each variable is now. */
export function formatEnvironment(env: Env = process.env): string {
  return (Object.keys(VARIABLES) as Name[])
    .map(name => {
      const { meaning, values, unset, usedBy } = VARIABLES[name];
      const rows = { values, unset, 'used by': usedBy, now: now(name, env) };
      return [
        `${name}: ${meaning}`,
        ...Object.entries(rows).map(([row, words]) => `  ${row.padEnd(7)}  ${words}`),
      ].join('\n');
    })
    .join('\n\n');
}

function now(name: Name, env: Env): string {
  const value = env[name];
  if (!value) return 'not set';
  const { error } = VARIABLES[name].schema.safeParse(value);
  return error ? `${shown(name, value)} (!) ${error.issues[0]!.message}` : shown(name, value);
}

function shown(name: Name, value: string): string {
  const { secret }: Variable = VARIABLES[name];
  return secret ? `${value.slice(0, 4)}... (${value.length} characters)` : value;
}
