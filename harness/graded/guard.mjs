// A graded run closes what code can dig with in its own process, of which no answer has need: the inspector, snapshots of
// the heap, other threads and processes, files that are not its own. Whoever reaches for it gets a TypeError, and the
// run a mark for a person to look at. It is no border: docs/decisions/028 says what still gets past it.
import asyncHooks from 'node:async_hooks';
import crypto from 'node:crypto';
import fs from 'node:fs';
import Module from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const { process, TypeError } = globalThis;
const { apply, defineProperty, getOwnPropertyDescriptor, ownKeys } = Reflect;
const { registerHooks, syncBuiltinESMExports } = Module;
const realPath = fs.realpathSync.native;

/** Node's modules that an answer may use; what is not named is closed. */
const OPEN_MODULES = new Set(
  `assert assert/strict async_hooks buffer console constants crypto dgram dns dns/promises events fs fs/promises http http2
  https module net os path path/posix path/win32 perf_hooks process punycode querystring readline readline/promises stream
  stream/consumers stream/promises stream/web string_decoder timers timers/promises tls tty url util util/types zlib`.split(
    /\s+/,
  ),
);
const CHILD_PROCESSES = 'child_process';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CHECK = `${ROOT}check`;
const CHECK_URL = new URL('../', import.meta.url).href;
/** Besides the work folder: where temporary files go, and what Node and OpenSSL read by themselves. */
const OPEN_PATHS = [ROOT.slice(0, -1), realPath(tmpdir()), '/etc/ssl', '/usr/share', '/usr/lib/ssl'];
const OPEN_DEVICES = new Set(['/dev/null', '/dev/zero', '/dev/random', '/dev/urandom']);
const REPORT = Number(process.env.REPORT_FD ?? 1);

const MOST_MARKS = 20;
const marks = new Set();
let tell;

/**
 * Closes it all, before any of the learner's code is loaded; `onMark` is told once of each thing that is reached for.
 * Child processes stay open for a lesson whose answers start some.
 */
export function closeWays(onMark, { childProcesses = false } = {}) {
  if (tell) throw new Error('the guard stands already');
  tell = onMark;
  if (childProcesses) OPEN_MODULES.add(CHILD_PROCESSES);
  closeModules();
  closeProcess();
  for (const exported of [fs, fs.promises]) closeFiles(exported);
  wrap(fs.realpath, 'native', 'realpath');
  wrap(fs.realpathSync, 'native', 'realpath');
  syncBuiltinESMExports();
}

/** A mark is a word of ours, never what the code says. */
function refuse(mark, what = mark) {
  if (!marks.has(mark) && marks.size < MOST_MARKS) {
    marks.add(mark);
    tell(mark);
  }
  throw new TypeError(`${what} is closed in a graded run`);
}

function closeModules() {
  registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      if (context.parentURL?.startsWith(CHECK_URL)) return resolved;
      if (resolved.url.startsWith(CHECK_URL)) refuse('check-files', 'check/');
      if (resolved.url.startsWith('node:')) requireOpen(resolved.url);
      return resolved;
    },
  });
  const real = process.getBuiltinModule;
  set(process, 'getBuiltinModule', name => {
    requireOpen(String(name));
    return real(name);
  });
  for (const key of ['registerHooks', 'register', 'runMain']) close(Module, key, `module.${key}`);
}

function requireOpen(name) {
  const plain = name.replace(/^node:/, '');
  if (!OPEN_MODULES.has(plain) && Module.isBuiltin(name)) refuse(`node:${plain}`);
}

function closeProcess() {
  for (const key of [
    ...['_debugEnd', '_debugProcess', '_getActiveHandles', '_getActiveRequests', '_kill', '_linkedBinding'],
    ...['dlopen', 'execve', 'kill', 'loadEnvFile'],
  ])
    close(process, key, `process.${key}`);
  // Reading it is no reach for it: whoever imports node:process has Node read all that process has.
  set(process, 'report', closedObject('process.report'));
  close(asyncHooks, 'executionAsyncResource', 'async_hooks.executionAsyncResource');
  close(crypto, 'setEngine', 'crypto.setEngine');
}

/** Refuses whatever is done with it. */
function closedObject(what) {
  const refused = () => refuse(what);
  const traps = ['get', 'set', 'has', 'ownKeys', 'getOwnPropertyDescriptor', 'defineProperty', 'deleteProperty'];
  return new Proxy({}, Object.fromEntries(traps.map(trap => [trap, refused])));
}

function close(object, key, what) {
  if (key in object) set(object, key, () => refuse(what));
}

function set(object, key, value) {
  defineProperty(object, key, { value, writable: false, configurable: false });
}

/** Functions by two paths; of all others only the first argument is one. */
const BY_TWO = /^(copyFile|cp|rename|link|symlink)(Sync)?$/;
/** What Node itself uses to load a module. */
const READS = /^(readFile|open|stat|lstat|realpath|exists|access)(Sync)?$/;
/** No function that is called, or one that takes no path: what a file's data say is nobody's business. */
const NO_PATH = /^(_|[A-Z]|promises$|constants$)/;

function closeFiles(exported) {
  for (const key of Object.keys(exported)) if (!NO_PATH.test(key)) wrap(exported, key, key);
}

function wrap(object, key, name) {
  const { value: real } = getOwnPropertyDescriptor(object, key) ?? {};
  if (typeof real !== 'function') return;
  const paths = BY_TWO.test(name) ? 2 : 1;
  const reads = READS.test(name);
  const wrapped = function (...given) {
    for (let at = 0; at < paths; at++) requireOwn(given[at], reads);
    return apply(real, this, given);
  };
  // `fs.exists` and others say by a symbol how they are promised; `realpath` has its `native`.
  for (const own of ownKeys(real)) {
    if (own !== 'prototype') defineProperty(wrapped, own, getOwnPropertyDescriptor(real, own));
  }
  defineProperty(object, key, { value: wrapped, writable: true, configurable: true, enumerable: true });
}

function requireOwn(file, reads) {
  if (file === REPORT) refuse('report-channel', 'the descriptor of the report');
  const path = pathOf(file);
  if (path === undefined) return;
  const real = followed(path);
  if (!isOpen(real) && !(reads && isIn(real, CHECK) && isLoader()))
    refuse(isIn(real, CHECK) ? 'check-files' : 'foreign-file', path);
}

/** Node loads the checks by way of fs as everybody does. Whoever pretends to be it sees files that are public anyway. */
function isLoader() {
  return String(new Error().stack).includes('(node:internal/modules/');
}

/** As an absolute path; what is none is left to fs, which says so. */
function pathOf(file) {
  if (file instanceof URL) return file.protocol === 'file:' ? fileURLToPath(file) : undefined;
  if (typeof file !== 'string' && !(file instanceof Uint8Array)) return undefined;
  return resolve(String(typeof file === 'string' ? file : Buffer.from(file)));
}

/** Where its links lead, as far as there is something. */
function followed(path) {
  try {
    return realPath(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : resolve(followed(above), path.slice(above.length).replace(/^\/+/, ''));
  }
}

/** The folders above one's own may be looked at, as whoever walks to it does. */
function isOpen(path) {
  if (isIn(path, CHECK)) return false;
  return OPEN_DEVICES.has(path) || OPEN_PATHS.some(open => isIn(path, open) || isIn(open, path));
}

function isIn(path, folder) {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
