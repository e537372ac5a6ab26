/** What stands in for packages of npm that people reach for first: code, which is the same in every language. */
const INSTEAD: readonly (readonly [use: string, packages: string])[] = [
  [
    '`node:http`',
    'express koa fastify hono connect restify body-parser cors helmet axios node-fetch got ky request superagent undici',
  ],
  ['`node:net`', 'ws socket.io socket.io-client'],
  ['`crypto.scrypt()`', 'bcrypt bcryptjs argon2 scrypt-js'],
  ['`crypto.createHmac()`, `crypto.verify()`', 'jsonwebtoken jose jws'],
  [
    '`node:crypto`',
    'crypto-js node-forge tweetnacl libsodium-wrappers sodium-native elliptic @noble/hashes @noble/curves @noble/ciphers',
  ],
  ['`crypto.X509Certificate`', '@peculiar/x509 pkijs'],
  ['`crypto.randomUUID()`', 'uuid nanoid cuid'],
  ['`util.styleText()`', 'chalk colors kleur picocolors ansi-colors'],
  ['`process.env`', 'dotenv'],
  ['`util.parseArgs()`', 'commander yargs minimist'],
  ['`node:assert`', 'jest mocha chai vitest jasmine ava tape should'],
  ['`node:readline`', 'inquirer prompts prompt-sync readline-sync'],
  ['`node:fs`', 'fs-extra rimraf mkdirp glob'],
  ['`node:sqlite`', 'sqlite3 better-sqlite3'],
  ['`Intl.DateTimeFormat`', 'moment dayjs date-fns luxon'],
  ['`Object`, `Array`, `Map`', 'lodash underscore ramda'],
];

const BY_PACKAGE: ReadonlyMap<string, string> = new Map(
  INSTEAD.flatMap(([use, packages]) => packages.split(' ').map(name => [name, use] as const)),
);

/** What Node itself has for the work of a package; undefined when it is not known. */
export function insteadOf(name: string): string | undefined {
  return BY_PACKAGE.get(name);
}
