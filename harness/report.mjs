// How verdicts and values are told: as plain null-prototype records. What the language offers is locked (lock.mjs), but
// a value may bring properties of its own: a `subarray`, a `length`, a `toJSON`. None of them is asked.
import { fileURLToPath } from 'node:url';
import { inspect, types } from 'node:util';

const { isUint8Array } = types;
const { get: lengthOf } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), 'length');
const BYTES_KEPT = 256;
const TEXT_KEPT = 2_000;
const SHORT = { depth: 3, breakLength: 100, maxArrayLength: 30, maxStringLength: 500, customInspect: false };
const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** A check was not met; `failure` is CheckResult's. */
export class CheckFailure extends Error {
  failure;
  constructor(kind, details) {
    super(details.message ?? kind);
    this.failure = { __proto__: null, kind, ...details };
  }
}

/** Something did not come in time. */
export class CheckTimeout extends Error {
  what;
  ms;
  constructor(what, ms) {
    super(`nothing came within ${ms} ms: ${what}`);
    this.what = what;
    this.ms = ms;
  }
}

/** A value as a record that can be shown: cut, never executed. */
export function seen(value) {
  if (isUint8Array(value)) {
    const length = Reflect.apply(lengthOf, value, []);
    const hex = Buffer.copyBytesFrom(value, 0, Math.min(length, BYTES_KEPT)).toString('hex');
    return { __proto__: null, type: 'bytes', hex, length };
  }
  if (typeof value === 'string')
    return { __proto__: null, type: 'text', text: value.slice(0, TEXT_KEPT), length: value.length };
  return { __proto__: null, type: 'value', text: inspected(value) };
}

function inspected(value) {
  try {
    return inspect(value, SHORT).slice(0, TEXT_KEPT);
  } catch {
    return '(a value that cannot be shown)';
  }
}

/** Any thrown value as { name, message, at, code }. */
export function seenError(error) {
  if (!(error instanceof Error)) return { __proto__: null, name: 'thrown', message: inspected(error) };
  const told = key => readable(() => String(error[key]));
  return {
    __proto__: null,
    name: told('name') ?? 'Error',
    message: (told('message') ?? '(a message that cannot be shown)').slice(0, TEXT_KEPT) + aboutTheLock(error),
    at: readable(() => place(error)),
    code: readable(() => (typeof error.code === 'string' ? error.code : undefined)),
  };
}

const LOCKED = /read only property|object is not extensible|Cannot (redefine|delete) property/;

/** V8's words do not say why what may be replaced elsewhere may not be here. */
function aboutTheLock(error) {
  const locked = error instanceof TypeError && LOCKED.test(readable(() => error.message));
  return locked ? ' (what belongs to the language is locked while checks run)' : '';
}

/** Reading a property of an error can throw: it may be a getter. */
function readable(read) {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** `file:line:column` of the first stack frame in the learner's files, or undefined. */
export function place(error) {
  for (const line of String(error.stack).split('\n')) {
    const frame = /(?:file:\/\/)?(\/[^\s():]+):(\d+)(?::(\d+))?\)?$/.exec(line);
    if (!frame || frame[1].includes('node_modules') || !frame[1].startsWith(ROOT)) continue;
    const file = frame[1].slice(ROOT.length);
    if (file.startsWith('work/')) return `${file.slice(5)}:${frame[2]}${frame[3] ? `:${frame[3]}` : ''}`;
  }
  return undefined;
}

const BUG = /is not a (function|constructor)|of (undefined|null)|is not iterable/;

/** A mistake of the program rather than a refusal by it. */
export function looksLikeABug(error) {
  return (
    error instanceof ReferenceError ||
    error instanceof SyntaxError ||
    (error instanceof TypeError && BUG.test(readable(() => error.message)))
  );
}

/** JSON without calling anything that the learner's code could have put in the way: no toJSON. */
export function encode(value) {
  if (Array.isArray(value)) {
    let text = '';
    for (let at = 0; at < value.length; at++) text += (at ? ',' : '') + encode(value[at]);
    return `[${text}]`;
  }
  if (value !== null && typeof value === 'object') {
    let text = '';
    for (const key in value) {
      if (!Object.hasOwn(value, key) || value[key] === undefined) continue;
      text += `${text ? ',' : ''}${JSON.stringify(key)}:${encode(value[key])}`;
    }
    return `{${text}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
