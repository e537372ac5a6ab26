import { createHash, scryptSync } from 'node:crypto';
import { setImmediate } from 'node:timers';

import { attack, check } from '#check';
import { stopClocks, varyingBits } from '#check/chance';
import { hash, login, verify } from '#work/passwords.mjs';

const WAIT = 8_000;
/** Next to nothing, for whatever is not about the cost. */
const SMALL = { cost: { N: 64, r: 4, p: 1 } };
/** OWASP Password Storage Cheat Sheet, scrypt: each row costs a guesser about the same. */
const OWASP = [
  { N: 2 ** 17, r: 8, p: 1 },
  { N: 2 ** 16, r: 8, p: 2 },
  { N: 2 ** 15, r: 8, p: 3 },
  { N: 2 ** 14, r: 8, p: 5 },
  { N: 2 ** 13, r: 8, p: 10 },
];
const NODE_MAXMEM = 32 * 1024 * 1024;
/** Sixteen times the work of OWASP's first row. */
const TOO_MUCH_WORK = 2 ** 24;
/** Eight times the memory of OWASP's first row. */
const TOO_MUCH_MEMORY = 2 ** 30;
/** Starts of the program whose salts are compared, and how many bits of them must be seen to vary. */
const STARTS = 8;
const RANDOM_BITS = 100;
/** Wrong guesses in a row for one name, each of which must cost the same. */
const REPEATS = 6;

check('right', { limit: 20_000 }, async t => {
  for (const password of [t.text(12), `${t.text(5)} ${t.text(5)} `, `${t.text(4)} 열쇠🔑½`, t.text(80)]) {
    const stored = await hashed(t, password, SMALL);
    t.equal(await verified(t, password, stored), true, 'verify() with the right password');
    t.ok(!stored.includes(password), 'the password cannot be read in the stored string');
  }
});

check('wrong', async t => {
  const password = `${t.text(9)}tÉ값`; // of t.text() all may be digits, and no upper case would be another password
  const long = t.text(80);
  const near = [
    [t.text(11), 'anything'], ['', 'anything'], [password.slice(0, -1), 'cut'], [`${password}x`, 'cut'],
    [`${password} `, 'folded'], [` ${password}`, 'folded'], [password.toUpperCase(), 'folded'], [password.replace('É', 'E'), 'folded'],
    [password.replace('값', '괒'), 'folded'], // another letter whose code ends in the same byte
  ];
  const stored = await hashed(t, password, SMALL);
  for (const [guess, outcome] of near) t.equal(await verified(t, guess, stored), false, `verify('${guess}')`, outcome);
  const storedLong = await hashed(t, long, SMALL);
  t.equal(await verified(t, `${long.slice(0, -1)}!`, storedLong), false, 'verify() with another 80th character', 'cut');
});

check('salted', async t => {
  const password = t.text(12);
  // Two fresh copies of the module are what a program and the same program restarted would have.
  const stored = [];
  for (const run of ['first', 'second']) {
    const copy = await import(`#work/passwords.mjs?${run}=${t.int(1, 1e9)}`);
    for (let time = 0; time < 2; time++) stored.push(await hashed(t, password, SMALL, copy.hash));
  }
  stored.forEach((one, at) => t.evidence(`the same password, time ${at + 1}`, one));
  t.equal(new Set(stored).size, stored.length, 'different strings for the same password', 'same');
  const salts = stored.map(one => parsed(t, one).salt);
  t.equal(new Set(salts.map(salt => salt.toString('hex'))).size, salts.length, 'different salts', 'same');
  t.ok(salts[0].length >= 16, 'the salt has 16 bytes or more', 'short');
  stopClocks(t); // what still varies then, nobody can foresee
  const first = [];
  for (let start = 1; start <= STARTS; start++) {
    const copy = await import(`#work/passwords.mjs?start${start}=${t.int(1, 1e9)}`);
    first.push(parsed(t, await hashed(t, password, SMALL, copy.hash)).salt);
  }
  const varying = varyingBits(first);
  if (varying >= RANDOM_BITS) return;
  first.slice(0, 3).forEach((salt, at) => t.evidence(`the first salt after start ${at + 1}, with all clocks stopped`, salt));
  t.fail('too few bits of the salt are chance', 'chance', {
    actual: `${varying} bits differ in ${STARTS} starts`, expected: `${RANDOM_BITS} or more`,
  });
});

check('self-describing', async t => {
  const password = t.text(12);
  const cost = { N: 2 ** t.int(5, 8), r: t.int(4, 6), p: t.int(1, 3) }; // never equal: one in place of the other shows
  const stored = await hashed(t, password, { cost });
  t.evidence('your string', stored);
  const { salt, key, ...rest } = parsed(t, stored);
  t.equal(rest, cost, 'the cost in the string', 'cost');
  t.ok(key.length >= 32, 'the key has 32 bytes', 'short');
  t.equal(key, scryptSync(password, salt, key.length, cost), 'the key', 'key');
  t.equal(await verified(t, password, stored), true, 'verify() with what the string says', 'verify');
  const longer = t.bytes(t.int(20, 40));
  const made = scryptSync(password, longer, key.length, cost).toString('base64url');
  const older = ['scrypt', ...Object.values(cost), longer.toString('base64url'), made].join('$');
  t.evidence('a string with a longer salt', older);
  t.equal(await verified(t, password, older), true, 'verify() with a longer salt than your own', 'longer-salt');
});

check('unicode-forms', async t => {
  const word = `${t.text(5)} ${t.pick(['비밀번호', 'crème brûlée', 'Übergröße', 'mật khẩu'])}`;
  const forms = [word.normalize('NFC'), word.normalize('NFD')];
  for (const [signUp, logIn] of [forms, [...forms].reverse()]) {
    const stored = await hashed(t, signUp, SMALL);
    if (await verified(t, logIn, stored)) continue;
    t.evidence(`"${signUp}" when the account was made`, Buffer.from(signUp));
    t.evidence(`"${logIn}" at the log-in`, Buffer.from(logIn));
    t.fail('the same letters in another Unicode form were refused');
  }
});

check('login', async t => {
  const [minji, bob] = [t.text(10), t.text(10)];
  const users = new Map([['minji', await hashed(t, minji, SMALL)], ['bob', await hashed(t, bob, SMALL)]]);
  const both = Promise.all([login(users, 'minji', minji, SMALL), login(users, 'bob', bob, SMALL)]); // at once
  const [first, second] = await answer(t, both);
  t.equal(first, 'minji', "minji with minji's password");
  t.equal(second, 'bob', "bob with bob's password");
  t.equal(await answer(t, login(users, 'minji', bob, SMALL)), null, "minji with bob's password");
  t.equal(await answer(t, login(users, t.text(6), minji, SMALL)), null, 'somebody whom nobody knows');
  const named = `${t.text(4)} André²`.normalize('NFC'); // NFKC would make another name of it
  users.set(named, users.get('bob'));
  const typed = login(users, named.normalize('NFD'), bob, SMALL);
  t.equal(await answer(t, typed), named, 'whoever types the same name in another Unicode form', 'name');
  const shouted = await answer(t, login(users, 'MINJI', minji, SMALL));
  t.ok(shouted === null || users.has(shouted), 'login() gives a name that stands in `users`', 'not-in-users');
});

attack('weak-cost', { legit: 'right' }, async t => {
  const { calls, kdf } = await meter(t);
  const password = t.text(12);
  const stored = await answer(t, hash(password, { kdf }).catch(error => error)); // the kdf refuses what scrypt would
  const asked = calls.at(-1);
  t.evidence('your default', told(asked));
  const enough = OWASP.some(({ N, r, p }) => asked.N >= N && asked.r >= r && asked.p >= p);
  if (!enough) t.fail('a guess costs less than the minimum', 'cheap', { actual: told(asked), expected: told(OWASP[0]) });
  enoughMemory(t, 'hash()', asked);
  if (typeof stored !== 'string') throw stored;
  calls.length = 0;
  const opened = await answer(t, verify(password, stored, { kdf }).catch(error => error));
  if (calls.length > 0) enoughMemory(t, 'verify()', calls.at(-1));
  t.equal(opened, true, 'verify() with a string of your own default cost', 'too-strict');
});

attack('unknown-user', { legit: 'login' }, async t => {
  const { calls, kdf } = await meter(t);
  const workFor = async (users, name, options, guess = t.text(10)) => {
    calls.length = 0;
    await answer(t, login(users, name, guess, { ...options, kdf }));
    // Work that goes on after the answer hides nothing.
    if (calls.some(asked => !asked.done)) t.fail('login() answered before kdf was done', 'unawaited');
    return calls.reduce((sum, asked) => sum + work(asked), 0);
  };
  const password = t.text(10);
  const small = new Map([['minji', await hashed(t, password, { ...SMALL, kdf })]]);
  const stranger = t.text(7);
  t.ok(await workFor(small, 'minji', SMALL) > 0, 'login() hands its kdf on to verify()', 'no-kdf');
  const strange = await workFor(small, stranger, SMALL);
  t.ok(strange > 0, 'login() calls kdf for somebody whom nobody knows, too', 'shortcut');
  t.evidence('the cost that login() was given', told(SMALL.cost));
  t.equal(strange, work(SMALL.cost), 'the work for nobody, at a cost that login() was given', 'uneven');
  // An answer that is remembered tells as much as one that is missing.
  await answer(t, login(small, 'minji', password, { ...SMALL, kdf }));
  const guess = t.text(11);
  for (let time = 1; time <= REPEATS; time++) {
    t.equal(await workFor(small, 'minji', SMALL, guess), work(SMALL.cost), `the work for minji, guess ${time}`, 'remembered');
  }

  // Whatever nobody is compared with: even when it matches, nobody comes in.
  const matches = async (password, salt, length) => Buffer.alloc(length, 7);
  const fresh = await import(`#work/passwords.mjs?stranger=${t.int(1, 1e9)}`);
  for (const time of ['first', 'second']) {
    const guess = fresh.login(small, stranger, t.text(10), { ...SMALL, kdf: matches });
    t.equal(await answer(t, guess), null, `who came in, the ${time} time`, 'let-in');
  }

  const users = new Map([['minji', await hashed(t, t.text(10), { kdf })]]);
  const forMinji = await workFor(users, 'minji');
  const forNobody = await workFor(users, stranger);
  t.evidence('work (N·r·p) for minji, with a wrong password', String(forMinji));
  t.evidence('work (N·r·p) for nobody', String(forNobody));
  t.equal(forNobody, forMinji, 'the work for nobody', 'uneven');
});

attack('broken-strings', { legit: 'right' }, async t => {
  const password = t.text(12);
  const stored = await hashed(t, password, SMALL);
  const { key } = parsed(t, stored);
  const cut = length => stored.replace(/[^$]*$/, key.subarray(0, length).toString('base64url'));
  await isFalse(t, `not-${password}`, cut(0), 'the key is gone, the password is wrong', 'empty-key');
  for (const length of [0, 1, 8]) {
    await isFalse(t, password, cut(length), `only ${length} bytes of the key are left`, 'cut-key');
  }
  await isFalse(t, password, cut(key.length - 1), 'the last byte of the key is gone', 'accepted');
  const part = (at, text) => stored.split('$').with(at, text).join('$');
  for (const at of [0, t.int(1, key.length - 2), key.length - 1]) {
    const other = Buffer.from(key.with(at, key[at] ^ t.int(1, 255))).toString('base64url');
    await isFalse(t, password, part(5, other), `byte ${at} of the key is another`, 'other-key');
  }
  const broken = [
    '', t.text(20), 'scrypt', stored.replace(/\$[^$]*$/, ''), part(1, t.text(3)), part(1, '-64'), part(1, '1000'),
    part(1, '1'), part(2, '0'), part(0, 'bcrypt'), `$2b$12$${t.text(53)}`,
    password, createHash('sha256').update(password).digest('hex'), // what stood there before
    `x${stored}`, ` ${stored}`, `${stored}$`, `${stored}$${t.text(4)}`, // ours, with something around it
    `scrypt$65536$1$1$${stored.split('$').slice(4).join('$')}`, // RFC 7914: N is less than 2 ** (16 * r)
  ];
  for (const string of broken) await isFalse(t, password, string, 'this is no string of ours', 'accepted');
  for (const string of ['', t.text(20)]) {
    const users = new Map([['minji', string]]);
    t.equal(await answer(t, login(users, 'minji', password, SMALL)), null, 'login() with such a string', 'let-in');
  }
});

attack('costly-strings', { legit: 'self-describing' }, async t => {
  const password = t.text(12);
  const { calls, kdf } = await meter(t);
  const own = await hashed(t, password, { kdf });
  const [, , , , salt, key] = own.split('$');
  const costs = [
    { N: 2 ** 30, r: 8, p: 1 },
    { N: 2 ** 10, r: 8, p: t.int(2 ** 13, 2 ** 14) }, // few bytes, but again and again
    { N: 16, r: 2 ** t.int(21, 25), p: 1 },
    { N: 2 ** 17, r: t.int(200, 900), p: 1 }, // N as in your default, and gigabytes all the same
    { N: 2 ** 18, r: 16, p: t.int(8, 12) }, // nothing extreme, but in the end they are multiplied
    { N: 2, r: 2 ** 21, p: 1 }, // hardly any work, and more than a gigabyte
  ];
  for (const { N, r, p } of costs) {
    const stored = ['scrypt', N, r, p, salt, key].join('$');
    calls.length = 0;
    // An error is a refusal as well, and so is a call that scrypt itself would turn down because of maxmem.
    await answer(t, verify(password, stored, { kdf }).catch(() => false));
    const begun = calls.find(asked => memory(asked) <= asked.maxmem && (work(asked) > TOO_MUCH_WORK || memory(asked) > TOO_MUCH_MEMORY));
    if (!begun) continue;
    t.evidence('the stored string', stored);
    t.evidence('the memory it makes scrypt take', `${Math.ceil(memory(begun) / 2 ** 20)} MiB`);
    t.evidence('the work, counted in log-ins', `${Math.round(work(begun) / work(OWASP[0]))} at OWASP's cost`);
    t.fail('verify() began all the work that the string asked for', 'begun', { actual: told(begun) });
  }
  const still = await answer(t, verify(password, own, { kdf }));
  t.equal(still, true, 'verify() with a string of your own default cost', 'too-strict');
});

async function hashed(t, password, options, hashOne = hash) {
  const stored = await answer(t, hashOne(password, options));
  t.ok(typeof stored === 'string', 'hash() gives a string');
  return stored;
}

function verified(t, password, stored) {
  return answer(t, verify(password, stored));
}

function answer(t, promise) {
  return t.within(WAIT, promise, 'an answer from your function');
}

/** Fails when verify() says anything but false, an error included. */
async function isFalse(t, password, stored, what, outcome) {
  let result;
  try {
    result = await verified(t, password, stored);
  } catch (error) {
    t.evidence('the stored string', stored);
    t.fail(`${what}, and verify() threw`, 'threw', { actual: `${error.name}: ${error.message}`, expected: false });
  }
  if (result === false) return;
  t.evidence('the stored string', stored);
  t.equal(result, false, what, outcome);
}

function parsed(t, stored) {
  const match = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w-]+)\$([\w-]+)$/.exec(stored);
  if (!match) t.fail('the string is not scrypt$N$r$p$salt$key', 'format', { actual: stored });
  const [N, r, p] = match.slice(1, 4).map(Number);
  return { N, r, p, salt: Buffer.from(match[4], 'base64url'), key: Buffer.from(match[5], 'base64url') };
}

/**
 * A kdf that writes down what it is asked for and costs next to nothing. Code that does not call it would do the
 * real work, at a cost that this machine may not have: then the check ends here.
 */
async function meter(t) {
  const calls = [];
  const kdf = async (password, salt, length, options = {}) => {
    const asked = {
      N: options.N ?? options.cost ?? 2 ** 14,
      r: options.r ?? options.blockSize ?? 8,
      p: options.p ?? options.parallelization ?? 1,
      maxmem: options.maxmem ?? NODE_MAXMEM,
      done: false,
    };
    calls.push(asked);
    if (!possible(asked)) throw new RangeError('Invalid scrypt params'); // as the real one does, with no work done
    await new Promise(resolve => setImmediate(resolve)); // scrypt, too, is done only in a later turn
    asked.done = true;
    return scryptSync(password, salt, length, { N: 2, r: 1, p: 1 });
  };
  const stored = await hashed(t, 'any', { ...SMALL, kdf });
  if (calls.length === 0) t.fail('hash() never called kdf', 'no-kdf');
  calls.length = 0;
  const opened = await answer(t, verify('any', stored, { kdf }));
  if (calls.length === 0 && opened === false) t.fail('verify() refused a string of hash() before any kdf', 'own-refused', { actual: stored });
  if (calls.length === 0) t.fail('verify() never called kdf', 'no-kdf');
  return { calls, kdf };
}

function work({ N, r, p }) {
  return N * r * p;
}

/** Whether scrypt would begin (RFC 7914, 2 and Node's maxmem). */
function possible(asked) {
  const { N, r, p, maxmem } = asked;
  const sound = N > 1 && Number.isInteger(Math.log2(N)) && N < 2 ** (16 * r) && r > 0 && p > 0 && r * p < 2 ** 30;
  return sound && memory(asked) <= maxmem;
}

function enoughMemory(t, who, asked) {
  if (asked.maxmem >= memory(asked)) return;
  t.fail(`scrypt would refuse what ${who} asks for`, 'memory', {
    actual: `maxmem ${asked.maxmem}`, expected: `maxmem ${memory(asked)} or more`,
  });
}

/** Bytes that OpenSSL counts against maxmem: more than the 128·N·r of the documentation. */
function memory({ N, r, p }) {
  return 128 * r * (N + p + 2);
}

function told({ N, r, p, maxmem }) {
  return `N ${N}, r ${r}, p ${p}${maxmem === undefined ? '' : `, maxmem ${maxmem}`}`;
}
