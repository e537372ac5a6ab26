import { X509Certificate } from 'node:crypto';
import { setImmediate } from 'node:timers';
import { createSecureContext } from 'node:tls';

import { attack, check } from '#check';
import { close, closed, dial, dialTls, listening } from '#check/wire';
import { startMtls } from '#work/mtls.mjs';

import { selfMade } from './self-made.mjs';

// A first handshake took the emulated machine ten seconds on a busy computer; half a second is usual.
const LIMIT = 20_000;
/** Once the handshake is done: for one line, and the end of the connection. */
const SOON = 8_000;
const ONE = { limit: 30_000 };
const TWO = { limit: 50_000 };
/** Bytes of a server's side of a handshake: 2600 when its request names one CA (RFC 9846, 4.3.2.4), 14000 with all of Node's. */
const ONE_NAME = 8_000;
/** The object identifiers of a common name and of a surname, RFC 5280, appendix A.1. */
const [COMMON_NAME, SURNAME] = ['0603550403', '0603550404'].map(hex => Buffer.from(hex, 'hex'));
/** Five bytes, as alice. A URI has only ASCII (RFC 5280, 4.2.1.6); of a common name the tag says what it has (4.1.2.4). */
const [OTHER_NAME, OTHER_URI] = ['AléB', 'AliCe'];
const [PRINTABLE_STRING, UTF8_STRING] = [0x13, 0x0c];
/** What clients are made of, by certificate: reading keys and certificates costs as much as a tenth of a handshake. */
const contexts = new Map();
/** The server that several checks visit, as long as it listens: { server, port }, and `alice` once she was there, with her session. */
let usual;

check('alice', ONE, async t => {
  const { port } = await usualServer(t);
  const alice = identity(t, 'alice');
  t.equal(await visit(t, port, 'alice', alice), 'hello alice\n', 'what alice hears');
  usual.alice = alice;
  if (!alice.session) return; // this server gives nobody a session to resume
  t.equal(await visit(t, port, 'alice', alice), 'hello alice\n', 'what alice hears when she resumes her session', 'again');
});

check('others', TWO, async t => {
  const { port } = await usualServer(t);
  const name = t.pick(['bob', 'admin']);
  // Both at once, over connections that the server has accepted: it ends one handshake right after the other.
  const both = [name, 'lookalike-alice'];
  const wires = await Promise.all(both.map(() => knock(t, port)));
  for (const _ of both) await new Promise(resolve => setImmediate(resolve)); // it accepts one in a turn
  const [answer, alike] = await Promise.all(both.map((one, at) => visit(t, port, one, { ...identity(t, one), socket: wires[at] })));
  t.equal(answer, `hello ${name}\n`, `what ${name} hears`, 'at-once');
  // Mallory's: its common name is "alice ". Any greeting but another's is right, and so is hanging up.
  t.ok(alike !== 'hello alice\n', 'mallory, whose common name is alice with a space behind it, is not greeted as alice', 'lookalike');
  t.ok(alike !== answer, `mallory, who comes at the same time as ${name}, is greeted by another name`, 'at-once');
  // Our CA has issued it to bob; its subject has two common names. Greeting bob is right, and so is hanging up.
  const heard = await visit(t, port, 'two-names');
  if (heard !== '') t.equal(heard, 'hello bob\n', 'what bob hears, whose certificate has two common names', 'two-names');
  // Trusted as it is, since no CA of ours issues any without a common name. The URI in it says alice.
  const nameless = selfMadeAlice(t, COMMON_NAME, SURNAME);
  const greeting = await visit(t, await start(t, nameless.cert), 'somebody without a common name', nameless);
  t.ok(['', 'hello alice\n'].includes(greeting), 'somebody without a common name is greeted by none', 'nameless');
  // Trusted in the same way: a capital, and a letter of two bytes. Its URI has other capitals, and is as good a name.
  const other = otherAlice(t);
  t.evidence('names in a certificate that this server trusts', [OTHER_NAME, OTHER_URI].join(', and in the URI '));
  const called = await visit(t, await start(t, other.cert), OTHER_NAME, other);
  t.ok(['', ...[OTHER_NAME, OTHER_URI].map(own => `hello ${own}\n`)].includes(called), `who is called ${OTHER_NAME} is greeted so`, 'letters');
});

check('no-certificate', ONE, async t => {
  const { port } = await usualServer(t);
  t.equal(await visit(t, port), '', 'what a client without a certificate hears');
});

attack('self-signed', { legit: 'alice', ...TWO }, async t => {
  const { port, alice } = await usualServer(t);
  if (!alice) await visit(t, port, 'alice'); // her name is known to the server
  t.equal(await visit(t, port, 'self-signed-alice'), '', 'what a self-made alice hears', 'known');
  const name = `z${t.text(4)}`;
  // In TLS 1.2, which the client chooses, a word that is written before the verdict is asked arrives.
  const stranger = { ...selfMadeAlice(t, Buffer.from('alice'), Buffer.from(name)), maxVersion: 'TLSv1.2' };
  t.equal(await visit(t, port, name, stranger), '', `what a self-made ${name} hears`, 'first');
  if (!stranger.session) return;
  // Whoever was refused may have got a session all the same, and the verdict in it is still a no.
  t.equal(await visit(t, port, name, stranger), '', `what a self-made ${name} hears in a resumed session`, 'resumed');
});

attack('other-ca', { legit: 'alice', ...TWO }, async t => {
  const port = await start(t);
  const namesake = await visit(t, port, 'namesake-alice');
  (await knock(t, port)).destroy(); // it still listens
  // Another server in the same program, which trusts another CA. To a client, too, it tells whom it trusts.
  const elsewhere = await start(t, t.pki('other-ca.crt'));
  const wire = await knock(t, elsewhere);
  const alice = await visit(t, elsewhere, 'alice', { ...identity(t, 'alice'), socket: wire });
  t.equal(namesake, '', "what another CA's alice hears", alice === '' ? 'namesake' : 'stranger');
  t.equal(alice, '', 'what alice hears where another CA is trusted', 'other-server');
  t.ok(wire.bytesRead < ONE_NAME, 'what the server sends has room for the name of one CA, not for a hundred', 'more-cas');
});

attack('wrong-purpose', { legit: 'alice', ...ONE }, async t => {
  const port = await start(t);
  t.equal(await visit(t, port, 'alice-server-eku'), '', "what a server's certificate hears");
});

attack('expired', { legit: 'alice', ...ONE }, async t => {
  const port = await start(t);
  t.equal(await visit(t, port, 'expired-alice'), '', 'what an expired alice hears');
});

attack('still-serving', { legit: 'alice', ...TWO }, async t => {
  const { server, port, alice = identity(t, 'alice') } = await usualServer(t);
  t.after(() => close(server));
  const garbage = t.bytes(t.int(20, 60));
  t.evidence('sent in place of a handshake', garbage);
  const noise = await knock(t, port);
  t.after(() => noise.destroy());
  noise.resume().end(garbage); // unread, an alert of the server's would keep the connection open
  await t.within(LIMIT, closed(noise), 'the server to hang up on somebody who does not speak TLS');
  (await knock(t, port)).resetAndDestroy();
  t.equal(await visit(t, port), '', 'what a client without a certificate hears');
  t.equal(await visit(t, port, 'alice', alice), 'hello alice\n', 'what alice hears after the others were refused', 'gone');
});

/** The server of the checks before, if it has not stopped listening. */
async function usualServer(t) {
  if (usual?.server.listening) watch(t, usual.server);
  else usual = await started(t, t.pki('ca.crt'));
  return usual;
}

/** Starts the learner's server for one check and gives its port. */
async function start(t, ca = t.pki('ca.crt')) {
  const { server, port } = await started(t, ca);
  t.after(() => close(server));
  return port;
}

async function started(t, ca) {
  // With its issuer behind it: otherwise OpenSSL looks for that, and verifies what it finds, at each handshake.
  const cert = `${t.pki('server.crt')}${t.pki('ca.crt')}`;
  const server = await startMtls({ ca, cert, key: t.pki('server.key') });
  t.ok(typeof server?.close === 'function', 'startMtls returns its server', 'no-server');
  server.unref?.(); // when the checks are done, so is the program
  watch(t, server);
  return { server, port: await t.within(LIMIT, listening(server), 'the server to listen') };
}

function watch(t, server) {
  const tell = (_, socket) => {
    if (socket.authorizationError) t.evidence('why Node refused it', socket.authorizationError);
  };
  server.on('tlsClientError', tell);
  t.after(() => server.off('tlsClientError', tell));
}

/** A connection on which no handshake follows; the server must still accept it. */
function knock(t, port) {
  return dial(port).catch(error => t.fail('nothing listens on the port any more', 'gone', { actual: error.code }));
}

/**
 * Connects with a certificate, or without; gives all that the server says before the connection is gone. The session
 * that the server gives is kept in `own`, and resumed by the next visit with it.
 * A refused client's handshake may have succeeded on its side (RFC 9846, 4.5.1.3): only the silence tells.
 */
async function visit(t, port, name, own = name && identity(t, name)) {
  if (name) t.evidence(`the certificate of ${name}`, described(own.cert));
  const who = name ?? 'a client without a certificate';
  const socket = await t.within(LIMIT, entered(t, port, own), `the handshake of ${who} to end`);
  if (!socket) return '';
  if (own) keepSession(socket, own);
  let heard = '';
  socket.setEncoding('utf8');
  socket.on('data', text => { heard += text; });
  let over = false;
  try {
    await t.within(SOON, closed(socket), `the server to hang up on ${who}, after a greeting or without`);
    over = true;
  } finally {
    if (!over) t.evidence('what the server has said so far', heard || 'nothing');
  }
  return heard;
}

/** In TLS 1.2 a session comes within the handshake, in TLS 1.3 after it. */
function keepSession(socket, own) {
  if (socket.getTLSTicket()) own.session = socket.getSession();
  socket.on('session', session => { own.session = session; });
}

/** Resolves with the connection, or with nothing when it was refused within the handshake. */
async function entered(t, port, { socket: wire, session, ...own } = {}) {
  try {
    const socket = await dialTls(port, { socket: wire, session, secureContext: contextOf(t, own) });
    t.after(() => socket.destroy());
    return socket;
  } catch (error) {
    if (error.code === 'ECONNREFUSED') t.fail('nothing listens on the port any more', 'gone');
    return undefined;
  }
}

/** It trusts this very server: nobody's signature need be verified for that. */
function contextOf(t, own) {
  const key = JSON.stringify(own);
  const context = contexts.get(key) ?? createSecureContext({ ca: t.pki('server.crt'), allowPartialTrustChain: true, ...own });
  contexts.set(key, context);
  return context;
}

function identity(t, name) {
  return { cert: t.pki(`${name}.crt`), key: t.pki(`${name}.key`) };
}

/** The self-signed alice's certificate, or what was made of it, with some bytes exchanged for others, and her key. */
function selfMadeAlice(t, from, to, cert = t.pki('self-signed-alice.crt')) {
  const key = t.pki('self-signed-alice.key');
  return { cert: selfMade(cert, key, from, to), key };
}

/** Called OTHER_NAME in the common name, and OTHER_URI in the URI. */
function otherAlice(t) {
  const { cert } = selfMadeAlice(t, Buffer.from('alice'), Buffer.from(OTHER_URI));
  const named = (tag, name) => Buffer.concat([COMMON_NAME, Buffer.of(tag, Buffer.byteLength(name)), Buffer.from(name)]);
  return selfMadeAlice(t, named(PRINTABLE_STRING, OTHER_URI), named(UTF8_STRING, OTHER_NAME), cert);
}

function described(pem) {
  const { subject, issuer, keyUsage, validTo } = new X509Certificate(pem);
  const name = text => text.split('\n')[0];
  const purpose = { '1.3.6.1.5.5.7.3.1': 'a server', '1.3.6.1.5.5.7.3.2': 'a client' };
  return `${subject.replaceAll('\n', ', ')}; issued by ${name(issuer)}, for ${keyUsage.map(oid => purpose[oid])}, until ${validTo}`;
}
