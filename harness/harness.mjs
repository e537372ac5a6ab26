// The checks' own small test harness. It runs in the same process as code that may be hostile, on an emulated
// machine where node:test costs seconds to load, so it is one file that needs only what Node has loaded anyway.
//
// Records go out through `run.mjs` (a private channel); under `node --test` every check is a node:test test.
// Before the learner's code is loaded, the language is locked (lock.mjs), and what cannot be locked is captured here.
import { createHash, hash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { inspect, isDeepStrictEqual, types } from 'node:util';

import { lockLanguage } from './lock.mjs';
import { CheckFailure, CheckTimeout, looksLikeABug, place, seen, seenError } from './report.mjs';

// Loaded before the lock, which takes away what it needs, and without an await, during which other modules would run.
const nodeTest = globalThis.process.env.NODE_TEST_CONTEXT
  ? globalThis.process.getBuiltinModule('node:test').test
  : null;
lockLanguage();
for (const kind of [CheckFailure, CheckTimeout]) Object.freeze(kind);

const { setTimeout, clearTimeout, process } = globalThis;
const [listen, unlisten] = [process.on.bind(process), process.off.bind(process)];
const [now, cpuUsage] = [process.hrtime.bigint, process.cpuUsage.bind(process)];
const { isUint8Array } = types;
const LETTERS = Buffer.from('abcdefghijkmnpqrstuvwxyz23456789');
const LIMIT = 10_000;
const CLEAN_UP_LIMIT = 1_000;
/** The part of the time a program computes that counts against a limit: silence has to end, a slow computer may finish. */
const COMPUTING_COUNTS = 0.5;

const entries = new Map();
let current = null;
let taken = false;
let sealed = false;

/**
 * A visible check: behaviour the exercise asks for.
 * @param {string} id as in lesson.json and in the lesson's frontmatter
 * @param {{limit?: number}} [options] limit in ms, 10 000 unless told; time spent computing counts half
 * @param {(t: CheckContext) => unknown} body may be async; what it throws decides: see CheckContext
 */
export function check(id, options, body) {
  register('check', id, options, body);
}

/**
 * An attack on the learner's code. `legit` names the check whose passing shows that what must be let in is let in:
 * refusing everybody is not a defence, so the attack cannot pass unless that check did.
 * @param {string} id
 * @param {{legit: string, limit?: number}} options
 * @param {(t: CheckContext) => unknown} body
 */
export function attack(id, options, body) {
  if (typeof options?.legit !== 'string') throw new Error(`attack('${id}') needs { legit: '<check id>' }`);
  register('attack', id, options, body);
}

function register(kind, id, options, body) {
  if (typeof options === 'function') [options, body] = [{}, options];
  if (sealed) throw new Error(`check '${id}' comes too late; code under work/ may not register checks`);
  if (entries.has(id)) throw new Error(`check '${id}' is registered twice; code under work/ may not register checks`);
  entries.set(id, { kind, id, body, legit: options.legit, limit: options.limit ?? LIMIT });
  if (nodeTest) nodeTest(id, () => asNodeTest(entries.get(id)));
}

/** What a check's body is given. Every secret, nonce and message should come from it: it repeats by seed. */
class CheckContext {
  #bytes;
  #clean = [];
  #abort = new AbortController();
  /** @type {{label: string, value: object}[]} */
  evidenceSeen = [];
  waitingFor = '';

  constructor(id, seed) {
    this.id = id;
    this.#bytes = stream(`${seed}/${id}`);
  }

  /** Aborts when the check's time is up. */
  get signal() {
    return this.#abort.signal;
  }

  /** n bytes, random to the learner's code, the same again for the same seed. */
  bytes(n) {
    return this.#bytes(n);
  }

  /** A whole number from low to high, both included. */
  int(low, high) {
    return low + (this.#bytes(6).readUIntBE(0, 6) % (high - low + 1));
  }

  /** One element of a list. */
  pick(list) {
    return list[this.int(0, list.length - 1)];
  }

  /** n letters and digits. */
  text(n) {
    const bytes = this.#bytes(n);
    for (let at = 0; at < n; at++) bytes[at] = LETTERS[bytes[at] & 31];
    return bytes.toString('latin1');
  }

  /** A certificate or key in PEM that the lesson lists under `pki` or `checkPki`. */
  pki(name) {
    return pki(name);
  }

  /** Shows a value beside the verdict, passing or not: bytes as a hex table, everything else as text. */
  evidence(label, value) {
    this.evidenceSeen[this.evidenceSeen.length] = { label, value: seen(value) };
  }

  /** Called when the check has ended, whatever its verdict; newest first. */
  after(clean) {
    this.#clean[this.#clean.length] = clean;
  }

  /** Deep, strict equality; a Buffer equals a Uint8Array of the same bytes. */
  equal(actual, expected, what, outcome) {
    if (same(actual, expected)) return;
    throw new CheckFailure('not-equal', { message: what, outcome, actual: seen(actual), expected: seen(expected) });
  }

  notEqual(actual, other, what, outcome) {
    if (same(actual, other)) throw new CheckFailure('equal', { message: what, outcome, actual: seen(actual) });
  }

  /** A statement that must be true of the learner's code, in a few English words. */
  ok(value, what, outcome) {
    if (!value) throw new CheckFailure('not-ok', { message: what, outcome, actual: seen(value) });
  }

  /** Fails with words of the lesson's prose: `outcome` is a key of the check's `outcomes`. */
  fail(what, outcome, { actual, expected } = {}) {
    throw new CheckFailure('other', {
      message: what,
      outcome,
      actual: actual === undefined ? undefined : seen(actual),
      expected: expected === undefined ? undefined : seen(expected),
    });
  }

  /**
   * Passes when the function throws or its promise rejects, and resolves with that error. A ReferenceError or
   * a call of something that is no function is a bug, not a refusal, and counts as an error; so is silence:
   * a time-out inside stays a time-out.
   */
  async refuses(call, what, outcome) {
    let result;
    try {
      result = await call();
    } catch (error) {
      if (error instanceof CheckTimeout || looksLikeABug(error)) throw error;
      return error;
    }
    throw new CheckFailure('not-refused', { message: what, outcome, actual: seen(result) });
  }

  /** Waits for a promise at most ms, as limits count; afterwards the check is `timeout`, and says what it waited for. */
  async within(ms, promise, what) {
    this.waitingFor = what;
    try {
      return await before(ms, promise, what);
    } finally {
      this.waitingFor = '';
    }
  }

  async end() {
    this.#abort.abort();
    for (let at = this.#clean.length - 1; at >= 0; at--) {
      // A clean-up that throws or hangs belongs to the check before it and must not spoil the next one.
      try {
        await before(CLEAN_UP_LIMIT, this.#clean[at](), 'clean-up');
      } catch {
        /* its verdict stands */
      }
    }
  }
}

/**
 * Deterministic bytes: SHA-256(seed/counter) blocks, and for many bytes one long block of SHAKE256, since what costs is the
 * call. Not secret from somebody who knows the seed.
 */
function stream(seed) {
  let counter = 0;
  let pool = Buffer.alloc(0);
  return n => {
    const missing = n - pool.length;
    const block = missing > 0 ? blockOf(`${seed}/${counter++}`, missing) : Buffer.alloc(0);
    const all = Buffer.concat([pool, block]);
    pool = all.subarray(n);
    return Buffer.from(all.subarray(0, n));
  };
}

/** At least so many bytes. */
function blockOf(text, length) {
  if (length <= 32) return hash('sha256', text, 'buffer');
  return createHash('shake256', { outputLength: length }).update(text).digest();
}

function same(a, b) {
  if (isUint8Array(a) && isUint8Array(b)) return Buffer.compare(a, b) === 0;
  return isDeepStrictEqual(a, b);
}

/** In a workspace the certificates lie beside the harness: read now, before other code could replace them. */
const PKI = new Map(
  orNothing(() => readdirSync(new URL('./pki/', import.meta.url)), []).map(name => [
    name,
    readFileSync(new URL(`./pki/${name}`, import.meta.url), 'utf8'),
  ]),
);

/** In a shell `npm run pki` puts them under .cache. */
function pki(name) {
  const text =
    PKI.get(name) ?? orNothing(() => readFileSync(new URL(`../.cache/pki/${name}`, import.meta.url), 'utf8'));
  if (text !== undefined) return text;
  throw new Error(`no certificate or key "${name}"; list it under "checkPki" in lesson.json (in a shell: npm run pki)`);
}

function orNothing(read, nothing) {
  try {
    return read();
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return nothing;
  }
}

/** Rejects with a CheckTimeout once ms have been waited, at the latest after ms / COMPUTING_COUNTS. */
async function before(ms, promise, what) {
  const waited = stopwatch();
  let timer;
  const late = new Promise((_, reject) => {
    const look = () => {
      const left = ms - waited();
      if (left < 1) reject(new CheckTimeout(what, ms));
      else timer = setTimeout(look, left);
    };
    timer = setTimeout(look, ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Tells the milliseconds since it was made, what the program computed in them in part. */
function stopwatch() {
  const [from, busy] = [now(), computed()];
  return () => Number(now() - from) / 1e6 - (1 - COMPUTING_COUNTS) * (computed() - busy);
}

/** Milliseconds that this process has had of the processor. */
function computed() {
  const { user, system } = cpuUsage();
  return (user + system) / 1e3;
}

/**
 * Runs one check to its verdict; never rejects.
 * @returns {Promise<{id, status, failure?, error?, waited?, evidence}>} see src/checker/report.ts, CheckResult
 */
async function judge(entry, seed, passed) {
  if (taken) listenForCrashes();
  const t = new CheckContext(entry.id, seed);
  const crash = new Promise((_, reject) => {
    current = { entry, crash: reject };
  });
  crash.catch(() => {}); // it may come after the verdict
  let verdict;
  try {
    const body = (async () => entry.body(t))();
    body.catch(() => {}); // when the time-out or a crash wins, its own end is of no interest
    await before(entry.limit, Promise.race([body, crash]), '');
    verdict =
      entry.legit && !passed.has(entry.legit)
        ? { status: 'fail', failure: { __proto__: null, kind: 'twin', twin: entry.legit } }
        : { status: 'pass' };
  } catch (error) {
    verdict = verdictOf(error, entry, t);
  }
  await t.end();
  current = null;
  return { __proto__: null, id: entry.id, ...verdict, evidence: t.evidenceSeen };
}

function verdictOf(error, entry, t) {
  if (error instanceof CheckTimeout) {
    return { status: 'timeout', waited: { __proto__: null, for: error.what || t.waitingFor, ms: error.ms } };
  }
  if (error instanceof CheckFailure) return { status: 'fail', failure: error.failure };
  if (!(error instanceof Crash)) return { status: 'error', error: seenError(error) };
  // The check's own assertion, made in a callback, is its verdict and no crash.
  if (error.cause instanceof CheckFailure) return verdictOf(error.cause, entry, t);
  const crash = seenError(error.cause);
  // An attack that brings the program down has got through; in a visible check it is a plain bug.
  if (entry.kind === 'attack') return { status: 'fail', failure: { __proto__: null, kind: 'crashed' }, error: crash };
  return { status: 'error', error: crash };
}

/** An error that nobody caught, as its `cause`. */
class Crash extends Error {
  constructor(cause) {
    super('nobody caught an error', { cause });
  }
}

/** Before each check again: the learner's code can take listeners off. */
function listenForCrashes() {
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    unlisten(event, crashed);
    listen(event, crashed);
  }
}

/** It belongs to the check that runs now. */
function crashed(error) {
  current?.crash(new Crash(error));
}

/**
 * Hands the harness over, once: `run.mjs` takes it before any of the learner's code is loaded.
 * `onExit` is told when that code wants to end the process.
 */
export function takeControl(onExit) {
  if (taken) throw new Error('the checks are already running; code under work/ may not start them');
  taken = true;
  listenForCrashes();
  const exit = process.exit.bind(process);
  process.exit = code => {
    const wanted = Number(code ?? process.exitCode ?? 0);
    onExit({ __proto__: null, id: current?.entry.id, code: wanted, at: place(new Error()) });
    exit(code);
  };
  return {
    entries,
    judge,
    exit,
    /** From here on an uncaught error ends the process, with Node's message on standard error. */
    letNodeSpeak() {
      process.removeAllListeners('uncaughtException');
      process.removeAllListeners('unhandledRejection');
    },
    /** Ends registration; gives what has been registered, in that order. */
    seal() {
      sealed = true;
      return [...entries.values()];
    },
  };
}

const nodeTestSeed = process.env.SEED ?? randomBytes(6).toString('hex');
const nodeTestPassed = new Set();

async function asNodeTest(entry) {
  const verdict = await judge(entry, nodeTestSeed, nodeTestPassed);
  if (verdict.status === 'pass') return void nodeTestPassed.add(entry.id);
  throw new Error(`${verdict.status}: ${inspect({ ...verdict, seed: nodeTestSeed }, { depth: 5 })}`);
}
