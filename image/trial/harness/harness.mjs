// Of the shape of what judges checks: it locks the language, keeps time, compares, and tells errors and values as records.
import { Cipheriv, hash, Hash, Hmac, KeyObject, Sign, Verify, X509Certificate } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readdirSync, readFileSync, writeSync } from 'node:fs';
import { Duplex, Readable, Stream, Transform, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { inspect, isDeepStrictEqual, types } from 'node:util';

const LIMIT = 600_000;
const ROOT = fileURLToPath(new URL('../', import.meta.url));
const { freeze, preventExtensions } = Object;
const { apply, defineProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
const { get: lengthOf } = getOwnPropertyDescriptor(getPrototypeOf(Uint8Array.prototype), 'length');
const GLOBALS = [
  'Object Function Array String Number Boolean Symbol BigInt RegExp JSON Reflect Proxy Atomics Map Set WeakMap WeakSet',
  'WeakRef FinalizationRegistry Promise Iterator ArrayBuffer SharedArrayBuffer DataView Int8Array Uint8Array',
  'Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array',
  'Error EvalError RangeError ReferenceError SyntaxError TypeError URIError AggregateError parseInt parseFloat isNaN',
  'isFinite encodeURIComponent decodeURIComponent encodeURI decodeURI Buffer TextEncoder TextDecoder URL URLSearchParams',
  'AbortController AbortSignal EventTarget Event structuredClone queueMicrotask atob btoa',
].flatMap(line => line.split(' '));
const NAMELESS = [
  [].values(),
  new Map().entries(),
  new Set().values(),
  ''[Symbol.iterator](),
  ''.matchAll(/./g),
  function* () {},
  async function* () {},
  async () => {},
  (function* () {})(),
  (async function* () {})(),
  new Uint8Array(0),
].flatMap(above);

export function lockLanguage() {
  for (const name of GLOBALS) {
    const value = globalThis[name];
    defineProperty(globalThis, name, { value, writable: false, configurable: false });
    for (const object of [value, value.prototype ?? {}]) {
      if (name.endsWith('Error') || name === 'Object') preventExtensions(object);
      else freeze(object);
    }
  }
  for (const value of NAMELESS) {
    freeze(value);
    if (typeof value.constructor === 'function') freeze(value.constructor);
  }
  for (const key of ownKeys(Math))
    if (key !== 'random') defineProperty(Math, key, { writable: false, configurable: false });
  lockClasses([EventEmitter, Stream, Readable, Writable, Duplex, Transform, Cipheriv, Hash, Hmac, KeyObject]);
  lockClasses([Sign, Verify, X509Certificate]);
  for (const name of ['node:async_hooks', 'node:module']) lockFunctions(process.getBuiltinModule(name), 1);
}

/** Up to Object.prototype, which is not among them. */
function above(value) {
  const up = getPrototypeOf(value);
  return up === null || up === Object.prototype ? [] : [up, ...above(up)];
}

/** Methods that cannot be replaced where they are, and can be by an heir. */
export function lockClasses(classes) {
  for (const { prototype } of classes) {
    for (const key of ownKeys(prototype)) {
      const { configurable, value } = getOwnPropertyDescriptor(prototype, key);
      if (!configurable || key === 'constructor' || typeof value !== 'function') continue;
      const set = function (own) {
        if (this === prototype) throw new TypeError(`Cannot replace '${String(key)}'`);
        defineProperty(this, key, { value: own, writable: true, enumerable: true, configurable: true });
      };
      defineProperty(prototype, key, { configurable: false, get: () => value, set });
    }
    preventExtensions(prototype);
  }
}

export function lockFunctions(exported, most = Infinity) {
  for (const key of ownKeys(exported).slice(0, most)) {
    const { configurable, value } = getOwnPropertyDescriptor(exported, key);
    if (configurable && typeof value === 'function')
      defineProperty(exported, key, { value, writable: false, configurable: false });
  }
}

/** Bytes that repeat by seed, and what is to be undone. */
class Context {
  #pool = Buffer.alloc(0);
  #undo = [];
  seen = [];

  constructor(seed) {
    this.seed = seed;
  }

  bytes(n) {
    for (let at = 0; this.#pool.length < n; at++) {
      this.#pool = Buffer.concat([this.#pool, hash('sha256', `${this.seed}/${at}`, 'buffer')]);
    }
    return Buffer.from(this.#pool.subarray(0, n));
  }

  get number() {
    return this.bytes(6).readUIntBE(0, 6) % 10;
  }

  after(undo) {
    this.#undo[this.#undo.length] = undo;
  }

  async end() {
    for (let at = this.#undo.length - 1; at >= 0; at--) await this.#undo[at]();
  }
}

/** Runs `body` with a limit, told what it takes; what nobody catches in it is its failure. */
export async function judge(body, seed) {
  const [from, busy] = [process.hrtime.bigint(), process.cpuUsage()];
  const abort = new AbortController();
  const context = new Context(seed);
  context.after(() => abort.abort());
  tell({
    type: 'running',
    seed: context.bytes(40),
    number: context.number,
    files: filesOf(ROOT),
    none: filesOf('/none/'),
  });
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('nothing came')), LIMIT);
  });
  try {
    await Promise.race([body(abort.signal), late]);
  } finally {
    clearTimeout(timer);
    await context.end();
  }
  tell({ type: 'result', ms: Number(process.hrtime.bigint() - from) / 1e6, cpu: process.cpuUsage(busy) });
}

function filesOf(folder) {
  try {
    return new Map(readdirSync(folder).map(name => [name, name.length]));
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return seen(error);
  }
}

let crashed = () => {};

export function listenForCrashes() {
  for (const event of ['uncaughtException', 'unhandledRejection']) process.on(event, error => crashed(error));
}

/** The error that `start` leaves to nobody. */
export function crash(start) {
  return new Promise(resolve => {
    crashed = error => {
      tell({ type: 'crash', ...seen(error) });
      resolve(error);
    };
    start();
  });
}

/** The error that a call throws or that its promise rejects with. */
export async function refused(call) {
  let result;
  try {
    result = await call();
  } catch (error) {
    tell({ type: 'refused', ...seen(error) });
    return error;
  }
  throw new Error(`it was not refused: ${inspect(result)}`);
}

/** Strict and deep, however it comes out. */
export function compare(actual, expected) {
  const bytes = types.isUint8Array(actual) && types.isUint8Array(expected);
  const same = bytes ? Buffer.compare(actual, expected) === 0 : isDeepStrictEqual(actual, expected);
  tell({ type: 'compared', same, actual: seen(actual), expected: seen(expected) });
  return same;
}

/** A value as what can be told. */
export function seen(value) {
  if (value instanceof Error) {
    const { name, message, code, stack, cause } = value;
    const places = stack.split('\n').map(line => /(?:file:\/\/)?(\/[^\s():]+):(\d+)(?::(\d+))?\)?$/.exec(line)?.[1]);
    const at = places.find(file => file?.startsWith(ROOT))?.slice(ROOT.length);
    return { __proto__: null, name: String(name), message: message.slice(0, 2_000), code, at, cause: inspect(cause) };
  }
  if (!types.isUint8Array(value)) return { __proto__: null, text: inspect(value, { depth: 3, customInspect: false }) };
  const length = apply(lengthOf, value, []);
  return { __proto__: null, hex: Buffer.copyBytesFrom(value, 0, Math.min(length, 256)).toString('hex'), length };
}

export function tell(record) {
  const line = Buffer.from(`\u001e${encoded({ __proto__: null, ...record })}\n`);
  for (let at = 0; at < line.length;) at += writeSync(Number(process.env.REPORT_FD), line, at);
}

function encoded(value) {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(encoded).join(',')}]`;
  let text = '';
  for (const key in value) {
    if (Object.hasOwn(value, key)) text += `${text ? ',' : ''}${JSON.stringify(key)}:${encoded(value[key])}`;
  }
  return `{${text}}`;
}

/** Of the machine's own, good for nothing else. */
export const pem = name => readFileSync(`/opt/handshake/pki/${name}`, 'utf8');
