// Nothing that checks stand on may be replaced by the code that they judge: a patched Set.prototype.has would pass what
// it should fail. So the language's own objects are frozen before that code is loaded, and whoever patches one gets
// V8's TypeError at the line that does it. Not locked, because checks themselves replace them: clocks (Date,
// performance, process.hrtime), Math.random and the global timers; checks import timers from node:timers.
import { Cipheriv, Decipheriv, Hash, Hmac, KeyObject, Sign, Verify, X509Certificate } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { Duplex, Readable, Stream, Transform, Writable } from 'node:stream';

const { process, Symbol, TypeError } = globalThis;
const { freeze, preventExtensions } = Object;
const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;

const GLOBALS = [
  'Object',
  'Function',
  'Array',
  'String',
  'Number',
  'Boolean',
  'Symbol',
  'BigInt',
  'RegExp',
  'JSON',
  'Reflect',
  'Proxy',
  'Atomics',
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'WeakRef',
  'FinalizationRegistry',
  'Promise',
  'Iterator',
  'ArrayBuffer',
  'SharedArrayBuffer',
  'DataView',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
  'Error',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
  'AggregateError',
  'parseInt',
  'parseFloat',
  'isNaN',
  'isFinite',
  'encodeURIComponent',
  'decodeURIComponent',
  'encodeURI',
  'decodeURI',
  'Buffer',
  'TextEncoder',
  'TextDecoder',
  'URL',
  'URLSearchParams',
  'AbortController',
  'AbortSignal',
  'EventTarget',
  'Event',
  'structuredClone',
  'queueMicrotask',
  'atob',
  'btoa',
];

/** Objects and errors inherit from these, and code often assigns over what it inherits: `error.name = 'AuthError'`. */
const ASSIGNED_OVER = new Set([
  Object.prototype,
  ...GLOBALS.filter(name => name.endsWith('Error')).map(name => globalThis[name].prototype),
]);

/** The same for `stackTraceLimit` and `prepareStackTrace`, which are there to be set. */
const MEANT_TO_BE_SET = new Set([Error]);

/** What has no name of its own: iterators, generators, what all typed arrays have in common. */
const NAMELESS = [
  [][Symbol.iterator](),
  new Map()[Symbol.iterator](),
  new Set()[Symbol.iterator](),
  ''[Symbol.iterator](),
  ''.matchAll(/./g),
  function* () {},
  async function* () {},
  async () => {},
  (function* () {})(),
  (async function* () {})(),
  new Uint8Array(0),
].flatMap(prototypesOf);

/** Called once, before any of the learner's code is loaded. */
export function lockLanguage() {
  for (const name of GLOBALS) {
    const value = globalThis[name];
    if (value === undefined) continue;
    lockValue(globalThis, name);
    lock(value);
    if (value.prototype) lock(value.prototype);
  }
  for (const value of NAMELESS) {
    lock(value);
    if (typeof value.constructor === 'function') lock(value.constructor);
  }
  for (const key of ownKeys(Math)) if (key !== 'random') lockValue(Math, key);
  for (const key of ['nextTick', 'emit', 'reallyExit']) lockValue(process, key);
  lockClasses([EventEmitter, Stream, Readable, Writable, Duplex, Transform]);
  lockClasses([Cipheriv, Decipheriv, Hash, Hmac, KeyObject, Sign, Verify, X509Certificate]);
  refuseDigging();
}

/**
 * For classes of Node that others inherit from by assignment, Node's own too (`Socket.prototype.on = …`): methods
 * cannot be replaced where they are, and can be by an heir. Fields that start on the prototype stay as they are.
 */
export function lockClasses(classes) {
  for (const { prototype } of classes) {
    for (const key of ownKeys(prototype)) {
      const { configurable, value } = getOwnPropertyDescriptor(prototype, key);
      if (!configurable || key === 'constructor') continue;
      if (typeof value === 'function') lockInherited(prototype, key, value);
      else if (value === undefined) defineProperty(prototype, key, { configurable: false });
    }
    preventExtensions(prototype);
  }
}

/** What a module exports, for modules of Node that look there for their own functions (`tls.createSecureContext`). */
export function lockFunctions(exported) {
  for (const key of ownKeys(exported)) {
    const { configurable, value } = getOwnPropertyDescriptor(exported, key);
    if (configurable && typeof value === 'function') lockKey(exported, key, value);
  }
}

/** An assignment over an inherited method that cannot be written would throw; through a setter it works as ever. */
function lockInherited(prototype, key, value) {
  defineProperty(prototype, key, {
    configurable: false,
    get: () => value,
    set(replacement) {
      if (this === prototype) throw new TypeError(`Cannot replace '${String(key)}': it is locked while checks run`);
      defineProperty(this, key, { value: replacement, writable: true, enumerable: true, configurable: true });
    },
  });
}

function lock(object) {
  if (ASSIGNED_OVER.has(object)) preventExtensions(object);
  else if (!MEANT_TO_BE_SET.has(object)) freeze(object);
}

function lockValue(object, key) {
  defineProperty(object, key, { value: object[key], writable: false, configurable: false });
}

/** Up to Object.prototype, which is not among them. */
function prototypesOf(value) {
  const up = getPrototypeOf(value);
  return up === null || up === Object.prototype ? [] : [up, ...prototypesOf(up)];
}

/** Ways into Node's own parts, and past the harness's listeners, of which no lesson has need. */
function refuseDigging() {
  const refuse = name => () => {
    throw new TypeError(`${name} is switched off while checks run`);
  };
  // Not imported: what can be imported of a module is settled when it first is, which is after this.
  const [asyncHooks, Module] = ['node:async_hooks', 'node:module'].map(process.getBuiltinModule);
  for (const name of ['binding', 'setUncaughtExceptionCaptureCallback'])
    lockKey(process, name, refuse(`process.${name}`));
  lockKey(asyncHooks, 'createHook', refuse('createHook'));
  lockKey(Module, 'syncBuiltinESMExports', refuse('syncBuiltinESMExports'));
}

function lockKey(object, key, value) {
  defineProperty(object, key, { value, writable: false, configurable: false });
}
