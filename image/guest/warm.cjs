'use strict';
// Exercises what lessons do, so that code, feedback and caches are warm in the saved state. What V8 runs for the first
// time it has to compile: the start and the end of a program are a third of a short run's instructions otherwise.
// Never randomUUID, randomInt or Math.random here: what they cache would be the same for every reader.
const crypto = require('node:crypto');
const dgram = require('node:dgram');
const fs = require('node:fs');
const http = require('node:http');
const Module = require('node:module');
const path = require('node:path');
const { once } = require('node:events');
const { pathToFileURL } = require('node:url');
const tls = require('node:tls');
const util = require('node:util');
const v8 = require('node:v8');
const vm = require('node:vm');
const { Worker } = require('node:worker_threads');

// All that lessons and their harness import but node:process: importing that reads all it exports, process.stdin too, and from then on the
// pipe no longer blocks: a program that reads its input at once would get EAGAIN.
const MODULES = [
  'assert',
  'assert/strict',
  'async_hooks',
  'buffer',
  'child_process',
  'crypto',
  'dgram',
  'dns',
  'events',
  'fs',
  'fs/promises',
  'http',
  'https',
  'module',
  'net',
  'os',
  'path',
  'perf_hooks',
  'querystring',
  'readline',
  'readline/promises',
  'stream',
  'stream/promises',
  'string_decoder',
  'timers',
  'timers/promises',
  'tls',
  'url',
  'util',
  'zlib',
];

const PKI = '/opt/handshake/pki';
const ROUNDS = 2;
const STARTS = 3;
const TURNS = 5;
const read = name => fs.readFileSync(`${PKI}/${name}`);
const pki = {
  server: { key: read('server.key'), cert: read('server.crt') },
  client: { key: read('client.key'), cert: read('client.crt') },
  ca: read('ca.crt'),
};

/** `start` takes an order, as the supervisor writes it, and the folder its paths are in. */
async function warmUp(start) {
  await Promise.all(MODULES.map(name => import(`node:${name}`)));
  // Made here once, so that a run finds them made.
  for (const stream of [process.stdout, process.stderr]) stream.write('');
  await thread();
  await exercise();
  await collectGarbage();
  // After the collection, which makes V8 forget much of what it has learnt: with one more time http takes a third less.
  for (let round = 0; round < ROUNDS; round++) await exercise();
  for (let round = 0; round < STARTS; round++) await startAndEnd(start);
}

async function exercise() {
  hashes();
  ciphers();
  signatures();
  words();
  languages();
  zones();
  await mutualTls();
  await udp();
  await web();
  await fetching();
  await lesson();
}

/**
 * V8 refuses the code that Node was built with, for its flags differ, so the first worker has to compile all of Node
 * anew. It leaves what it compiled to the next: that one costs half.
 */
async function thread() {
  await once(new Worker('', { eval: true }), 'exit');
}

function hashes() {
  crypto.createHash('sha256').update('x').digest('hex');
  crypto.createHmac('sha256', 'key').update('x').digest('base64');
  crypto.scryptSync('password', 'salt', 32, { N: 2, r: 8, p: 1 });
  crypto.pbkdf2Sync('password', 'salt', 1, 32, 'sha256');
  crypto.hkdfSync('sha256', 'key', 'salt', 'info', 32);
  crypto.timingSafeEqual(Buffer.from('a'), Buffer.from('a'));
}

function ciphers() {
  for (const [name, ivLength] of [
    ['aes-256-gcm', 12],
    ['chacha20-poly1305', 12],
  ]) {
    const key = crypto.randomBytes(32);
    const iv = crypto.randomBytes(ivLength);
    const cipher = crypto.createCipheriv(name, key, iv, { authTagLength: 16 }).setAAD(Buffer.from('aad'));
    const sealed = Buffer.concat([cipher.update('abc', 'utf8'), cipher.final()]);
    const decipher = crypto.createDecipheriv(name, key, iv, { authTagLength: 16 }).setAAD(Buffer.from('aad'));
    decipher.setAuthTag(cipher.getAuthTag());
    Buffer.concat([decipher.update(sealed), decipher.final()]).toString();
  }
}

function signatures() {
  const key = crypto.createPrivateKey(pki.server.key);
  const certificate = new crypto.X509Certificate(pki.server.cert);
  const signature = crypto.sign('sha256', Buffer.from('m'), key);
  crypto.verify('sha256', Buffer.from('m'), certificate.publicKey, signature);
  certificate.verify(new crypto.X509Certificate(pki.ca).publicKey);
  crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
  crypto.generateKeyPairSync('ed25519');
}

/** What console.log, an assertion and an error cost the first time. */
function words() {
  const assert = require('node:assert/strict');
  const sample = { a: 1, b: 'x', c: [1, 2], d: Buffer.from('x'), e: new Map([[1, new Set([2])]]), f: () => {} };
  util.inspect(sample);
  util.inspect(new Error('x'));
  console.log('%s %o', 'warm', [1]);
  console.error('warm');
  JSON.stringify(JSON.parse('{"a":[1,"2",null]}'));
  for (const fails of [() => assert.deepEqual({ a: 1 }, { a: 2 }), () => assert.equal(1, 2), () => assert.ok(0)]) {
    try {
      fails();
    } catch (error) {
      String(error.stack);
    }
  }
}

/** ICU builds what it knows of a language when it is first asked: two hundred million instructions. */
function languages() {
  const when = new Date(0);
  for (const language of [undefined, 'ko-KR']) {
    when.toLocaleString(language);
    when.toLocaleDateString(language);
    when.toLocaleTimeString(language);
    (1234.5).toLocaleString(language);
  }
  when.toString();
  'b'.localeCompare('a');
}

/** A run begins with its reader's zone (see zygote.cjs). */
function zones() {
  process.env.TZ = 'Asia/Seoul';
  new Date(0).toString();
  delete process.env.TZ;
  new Date(0).toString();
}

async function listening(server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server.address().port;
}

async function closed(server) {
  server.close();
  await once(server, 'close');
}

async function mutualTls() {
  const server = tls.createServer({ ...pki.server, ca: pki.ca, requestCert: true, rejectUnauthorized: true });
  server.on('secureConnection', socket => {
    socket.getPeerCertificate();
    socket.resume();
    socket.end('hello');
  });
  const port = await listening(server);
  const client = tls.connect({ port, host: '127.0.0.1', servername: 'localhost', ca: pki.ca, ...pki.client });
  await once(client, 'secureConnect');
  client.getPeerCertificate();
  client.getCipher();
  client.getProtocol();
  client.write('x');
  client.resume();
  await once(client, 'end');
  await closed(server);
}

async function udp() {
  const server = dgram.createSocket('udp4');
  const client = dgram.createSocket('udp4');
  server.on('message', (message, from) => server.send(message, from.port, from.address));
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
  client.send('ping', server.address().port, '127.0.0.1');
  await once(client, 'message');
  client.close();
  server.close();
}

async function web() {
  const server = http.createServer((request, response) => {
    request.resume();
    request.on('end', () => response.writeHead(200, { 'content-type': 'text/plain' }).end('x'));
  });
  const port = await listening(server);
  const request = http.request({ port, host: '127.0.0.1', method: 'POST', path: '/a?b=c', agent: false });
  request.end('body');
  const [response] = await once(request, 'response');
  response.setEncoding('utf8');
  response.resume();
  await once(response, 'end');
  await closed(server);
}

/** Through the client that it has here (see dispatcher.cjs). */
async function fetching() {
  // On a busy computer the guest's clock runs ahead of its work: what waits for the next request is not to be closed.
  const server = http.createServer({ keepAliveTimeout: 0 }, (request, response) => request.pipe(response));
  const port = await listening(server);
  await (await fetch(`http://127.0.0.1:${port}/a`)).text();
  const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: '{}', headers: { a: 'b' } });
  await response.json();
  server.closeAllConnections();
  await closed(server);
}

/** Loads files as a run does: a module with imports through package.json, and a CommonJS file. */
async function lesson() {
  const folder = copyFiles();
  globalThis.warmPki = PKI;
  await import(pathToFileURL(`${folder}/main.mjs`).href);
  Module._load(`${folder}/main.cjs`, null, false);
  delete globalThis.warmPki;
  for (const name of Object.keys(require.cache)) if (name.startsWith(folder)) delete require.cache[name];
  fs.rmSync(folder, { recursive: true });
}

/** What comes before a program's first line and after its last. */
async function startAndEnd(start) {
  const home = process.cwd();
  const folder = copyFiles();
  const ended = new Promise(resolve => {
    globalThis.warmEnded = resolve;
  });
  start(JSON.stringify({ program: 'short.mjs', args: [], cwd: '.', env: {}, seed: 1 }), folder);
  await ended;
  delete globalThis.warmEnded;
  await turns();
  process.emit('beforeExit', 0);
  process.emit('exit', 0);
  process.chdir(home);
  fs.rmSync(folder, { recursive: true });
}

/** To another folder each time: what has been loaded once is not loaded again. */
function copyFiles() {
  const folder = fs.mkdtempSync('/tmp/warm-');
  fs.cpSync(path.join(__dirname, 'warm'), folder, { recursive: true });
  return folder;
}

async function turns() {
  for (let turn = 0; turn < TURNS; turn++)
    await new Promise(resolve => {
      setImmediate(resolve);
    });
}

/** What is collected is finalized by tasks of the event loop: left over, they would be the reader's to wait for. */
async function collectGarbage() {
  v8.setFlagsFromString('--expose-gc');
  const gc = vm.runInNewContext('gc');
  for (let round = 0; round < 3; round++) {
    gc();
    await turns();
  }
  v8.setFlagsFromString('--no-expose-gc');
}

module.exports = { warmUp };
