/**
 * Calls every capability and reports one JSON line for each: {"capability":"hash","ok":true,"ms":3}; the first line
 * names this Node. `typeof` proves nothing (a function may exist and throw, or answer wrongly), so each is called and
 * its answer compared: with a published test vector where there is one, with the other side of a connection elsewhere.
 * It runs inside a runtime with the lessons' certificates (PROBE_PKI in probe.ts) in ./pki.
 */
import { strict as assert } from 'node:assert';
import { execFile, spawn } from 'node:child_process';
import crypto from 'node:crypto';
import dgram from 'node:dgram';
import { once } from 'node:events';
import { readFileSync, writeSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import tls from 'node:tls';
import { promisify } from 'node:util';

/** For one capability; a runtime in which calls hang rather than fail gets less. */
const LIMIT_MS = Number(process.env.PROBE_LIMIT_MS ?? 20_000);
/** The harness marks its records with RS, 32 hex digits and a space; a runtime may tell them from output by it. */
const MARK = `\u001e${'0'.repeat(32)} `;
const HOST = '127.0.0.1';
const pki = name => readFileSync(new URL(`./pki/${name}`, import.meta.url));
const hex = text => Buffer.from(text.replace(/\s/g, ''), 'hex');

const probes = {
  // FIPS 180-4 example: SHA-256("abc").
  hash() {
    const digest = crypto.createHash('sha256').update('abc').digest('hex');
    assert.equal(digest, 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  },

  // RFC 4231, test case 2.
  hmac() {
    const mac = crypto.createHmac('sha256', 'Jefe').update('what do ya want for nothing?').digest('hex');
    assert.equal(mac, '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
    assert.ok(crypto.timingSafeEqual(Buffer.from(mac), Buffer.from(mac)));
  },

  // NIST SP 800-38A, F.2.5: CBC-AES256, first block.
  'aes-cbc'() {
    const key = hex('603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4');
    const iv = hex('000102030405060708090a0b0c0d0e0f');
    const plain = hex('6bc1bee22e409f96e93d7e117393172a');
    const cipher = crypto.createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
    const box = Buffer.concat([cipher.update(plain), cipher.final()]);
    assert.equal(box.toString('hex'), 'f58c4c04d6e5f1ba779eabfb5f7bfbd6');
    const decipher = crypto.createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
    assert.deepEqual(Buffer.concat([decipher.update(box), decipher.final()]), plain);
  },

  // The GCM specification's test case 14, and a changed tag must be refused.
  'aes-gcm'() {
    const key = Buffer.alloc(32);
    const iv = Buffer.alloc(12);
    const cipher = crypto.createCipheriv('aes-256-gcm', key, iv);
    const box = Buffer.concat([cipher.update(Buffer.alloc(16)), cipher.final()]);
    const tag = cipher.getAuthTag();
    assert.equal(box.toString('hex'), 'cea7403d4d606b6e074ec5d3baf39d18');
    assert.equal(tag.toString('hex'), 'd0d1c8a799996bf0265b98b5d48ab919');
    const open = withTag => {
      const decipher = crypto.createDecipheriv('aes-256-gcm', key, iv).setAuthTag(withTag);
      return Buffer.concat([decipher.update(box), decipher.final()]);
    };
    assert.deepEqual(open(tag), Buffer.alloc(16));
    tag[0] ^= 1;
    assert.throws(() => open(tag));
  },

  // RFC 7914, section 12, first vector.
  scrypt() {
    const key = crypto.scryptSync('', '', 64, { N: 16, r: 1, p: 1 });
    assert.equal(key.subarray(0, 16).toString('hex'), '77d6576238657b203b19ca42c18a0497');
  },

  // RFC 7914, section 11, first vector: PBKDF2-HMAC-SHA-256.
  pbkdf2() {
    const key = crypto.pbkdf2Sync('passwd', 'salt', 1, 64, 'sha256');
    assert.equal(key.subarray(0, 16).toString('hex'), '55ac046e56e3089fec1691c22544b605');
  },

  // RFC 5869, appendix A.1.
  hkdf() {
    const key = crypto.hkdfSync(
      'sha256',
      Buffer.alloc(22, 0x0b),
      hex('000102030405060708090a0b0c'),
      hex('f0f1f2f3f4f5f6f7f8f9'),
      42,
    );
    assert.equal(
      Buffer.from(key).toString('hex'),
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    );
  },

  // With a key that comes as a file: making one takes half a minute in an emulated machine.
  rsa() {
    const privateKey = crypto.createPrivateKey(pki('server-rsa.key'));
    const publicKey = crypto.createPublicKey(privateKey);
    const signature = crypto.sign('sha256', Buffer.from('message'), privateKey);
    assert.ok(crypto.verify('sha256', Buffer.from('message'), publicKey, signature));
    assert.ok(!crypto.verify('sha256', Buffer.from('another'), publicKey, signature));
    const box = crypto.publicEncrypt(publicKey, Buffer.from('secret'));
    assert.equal(crypto.privateDecrypt(privateKey, box).toString(), 'secret');
  },

  ecdsa() {
    const { privateKey, publicKey } = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const signature = crypto.sign('sha256', Buffer.from('message'), privateKey);
    assert.ok(crypto.verify('sha256', Buffer.from('message'), publicKey, signature));
    assert.ok(!crypto.verify('sha256', Buffer.from('another'), publicKey, signature));
    assert.equal(privateKey.export({ format: 'jwk' }).crv, 'P-256');
  },

  // RFC 8032, section 7.1, test 1.
  ed25519() {
    const seed = hex('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60');
    const der = Buffer.concat([hex('302e020100300506032b657004220420'), seed]);
    const key = crypto.createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    const signature = crypto.sign(null, Buffer.alloc(0), key);
    assert.equal(signature.toString('hex').slice(0, 32), 'e5564300c360ac729086e2cc806e828a');
    assert.ok(crypto.verify(null, Buffer.alloc(0), crypto.createPublicKey(key), signature));
  },

  // RFC 7748, section 6.1 (X25519), and both sides of a P-256 exchange.
  ecdh() {
    const alice = hex('77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a');
    const bob = hex('de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f');
    const privateKey = crypto.createPrivateKey({
      key: Buffer.concat([hex('302e020100300506032b656e04220420'), alice]),
      format: 'der',
      type: 'pkcs8',
    });
    const publicKey = crypto.createPublicKey({
      key: Buffer.concat([hex('302a300506032b656e032100'), bob]),
      format: 'der',
      type: 'spki',
    });
    assert.equal(
      crypto.diffieHellman({ privateKey, publicKey }).toString('hex'),
      '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742',
    );
    const [one, two] = [crypto.createECDH('prime256v1'), crypto.createECDH('prime256v1')];
    one.generateKeys();
    two.generateKeys();
    assert.deepEqual(one.computeSecret(two.getPublicKey()), two.computeSecret(one.getPublicKey()));
  },

  x509() {
    const server = new crypto.X509Certificate(pki('server.crt'));
    const ca = new crypto.X509Certificate(pki('ca.crt'));
    assert.ok(server.verify(ca.publicKey));
    assert.ok(!server.verify(new crypto.X509Certificate(pki('other-ca.crt')).publicKey));
    assert.equal(server.checkHost('localhost'), 'localhost');
    assert.equal(server.checkHost('elsewhere.test'), undefined);
  },

  async net() {
    const server = net.createServer(socket => socket.pipe(socket));
    const port = await listen(server);
    assert.equal(await echo(net.connect(port, HOST)), 'ping');
    server.close();
  },

  async http() {
    const server = http.createServer((request, response) => {
      response.setHeader('x-path', request.url);
      request.pipe(response);
    });
    const port = await listen(server);
    const request = http.request({ host: HOST, port, path: '/a?b=c', method: 'POST', agent: false });
    request.end('body');
    const [response] = await once(request, 'response');
    assert.equal(response.headers['x-path'], '/a?b=c');
    assert.equal(await text(response), 'body');
    server.close();
  },

  async udp() {
    const server = dgram.createSocket('udp4').on('message', (message, { port }) => server.send(message, port, HOST));
    server.bind(0, HOST);
    await once(server, 'listening');
    const client = dgram.createSocket('udp4');
    client.send('ping', server.address().port, HOST);
    const [message] = await once(client, 'message');
    assert.equal(message.toString(), 'ping');
    client.close();
    server.close();
  },

  // RFC 8446: a verified connection, and one refused because the issuer is not the trusted one.
  async tls() {
    const server = tls.createServer(identity('server'), socket => socket.pipe(socket));
    server.on('tlsClientError', () => {});
    const port = await listen(server);
    const socket = tls.connect({ host: HOST, port, servername: 'localhost', ca: pki('ca.crt') });
    assert.equal(await echo(socket), 'ping');
    assert.equal(socket.getProtocol(), 'TLSv1.3');
    assert.ok(socket.authorized);
    const [error] = await once(
      tls.connect({ host: HOST, port, servername: 'localhost', ca: pki('other-ca.crt') }),
      'error',
    );
    assert.match(error.code, /^UNABLE_TO|^SELF_SIGNED|^CERT_/);
    server.close();
  },

  // The server learns the client's name from its certificate, and refuses a client that has none.
  async 'mutual-tls'() {
    const asking = { ...identity('server'), ca: pki('ca.crt'), requestCert: true, rejectUnauthorized: true };
    const server = tls.createServer(asking, socket => socket.end(socket.getPeerCertificate().subject.CN));
    let refused;
    server.on('tlsClientError', error => {
      refused = error;
    });
    const port = await listen(server);
    const trusting = { host: HOST, port, servername: 'localhost', ca: pki('ca.crt') };
    assert.equal(await text(tls.connect({ ...trusting, ...identity('alice') })), 'alice');
    const [error] = await once(tls.connect(trusting).resume(), 'error');
    assert.match(String(error.code), /CERTIFICATE_REQUIRED|ECONNRESET/);
    assert.ok(refused);
    server.close();
  },

  async 'child-process'() {
    const child = spawn('sh', ['-c', 'read line; echo "child heard $line"; exit 3']);
    child.stdin.end('this\n');
    const heard = text(child.stdout);
    const [code] = await once(child, 'close');
    assert.equal(code, 3);
    assert.equal(await heard, 'child heard this\n');
  },

  // An ordinary user is refused what only root may read. Running as root, it asks as nobody (65534).
  async users() {
    const ordinary = process.getuid() === 0 ? { uid: 65534, gid: 65534 } : {};
    const run = promisify(execFile);
    const { stdout } = await run('id', ['-u'], { ...ordinary, cwd: '/' });
    assert.notEqual(Number(stdout), 0);
    await assert.rejects(run('cat', ['/proc/1/environ'], { ...ordinary, cwd: '/' }), /denied/i);
  },
};

const identity = name => ({ cert: pki(`${name}.crt`), key: pki(`${name}.key`) });

async function listen(server) {
  server.listen(0, HOST);
  await once(server, 'listening');
  return server.address().port;
}

async function text(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString();
}

async function echo(socket) {
  socket.write('ping');
  const [answer] = await once(socket, 'data');
  socket.end();
  return answer.toString();
}

class Late extends Error {}

async function attempt(capability) {
  const from = performance.now();
  const ms = () => Math.round(performance.now() - from);
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Late(`no answer within ${LIMIT_MS / 1000} s`)), LIMIT_MS);
  });
  try {
    await Promise.race([probes[capability](), late]);
    return { capability, ok: true, ms: ms() };
  } catch (error) {
    const why = String(error?.message ?? error);
    return { capability, ok: false, why, ...(error instanceof Late && { late: true }), ms: ms() };
  } finally {
    clearTimeout(timer);
  }
}

async function report(capability) {
  tell(capability in probes ? await attempt(capability) : { capability, ok: false, why: 'no probe calls it', ms: 0 });
}

function tell(record) {
  writeSync(Number(process.env.REPORT_FD), `${MARK}${JSON.stringify(record)}\n`);
}

// A connection that fails late may throw where nobody waits; that proves nothing of the others.
process.on('uncaughtException', () => {});
tell({ node: process.version, openssl: process.versions.openssl });
const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(probes);
if (process.env.PROBE_TOGETHER) await Promise.all(wanted.map(report));
else for (const capability of wanted) await report(capability);
process.exit(0);
