import { createHash, X509Certificate } from 'node:crypto';
import { setImmediate } from 'node:timers';
import { createServer } from 'node:tls';

import { attack, check } from '#check';
import { close, closed, listening } from '#check/wire';
import { ask, checkDownload } from '#work/client.mjs';

import { amongPublicRoots } from './roots.mjs';

const WAIT = 15_000;
const LIMIT = { limit: 30_000 };
const LONGEST_LINE = 1024;

check('honest-bank', LIMIT, async t => {
  // Never the 1250 of starter/servers.mjs, which an answer could have learned by heart.
  const balance = () => `your balance is ${t.int(2000, 9999)} €, ${t.text(6)}`;
  const ca = t.pki('ca.crt');
  const part = balance().slice(0, -3);
  const { port, heard } = await serve(t, 'server', socket => socket.end(part)); // no newline, and it is over
  const cut = settled(() => ask(port, ca, `balance ${t.text(10)}`));
  t.evidence('what the bank sent before the connection ended', part);
  await t.refuses(await told(t, heard, cut, 'ask() to notice that the answer was cut off'), 'an answer cut off', 'cut');
  // Nothing of an answer before may be left, or of one to another call.
  await Promise.all([answered(t, ca, balance()), answered(t, ca, balance())]);
});

attack('impostor', { legit: 'honest-bank', ...LIMIT }, async t => {
  await trusting(t, 'other-ca-server', 'other-ca.crt');
  await refused(t, await fresh(t), 'namesake-server', 'namesake', 'digest'); // its authority calls itself as ours does
});

attack('neighbour', { legit: 'honest-bank', ...LIMIT }, async t => {
  await refused(t, await fresh(t), 'shop', 'told');
  await refused(t, await fresh(t), 'lookalike-server', 'lookalike', 'digest');
});

check('download', async t => {
  const bytes = Buffer.concat([Buffer.from('\ufeff \n'), t.bytes(t.int(4000, 5000)), Buffer.from('\r\n\0 \n')]);
  const { download, askBank } = publish(t, bytes);
  const checked = checkDownload(download, askBank);
  t.equal(await t.within(WAIT, checked, 'checkDownload() to give the bytes'), bytes, 'a file as it was published');

  const damaged = Buffer.from(bytes);
  const at = t.int(3000, bytes.length - 1); // not at its start: a digest is over the whole file
  damaged[at] ^= 1 << t.int(0, 7);
  t.evidence(`one bit of byte ${at} flipped on the way`, damaged.subarray(at, at + 16));
  await thrown(t, { ...download, bytes: damaged }, askBank, 'a damaged file', 'damaged');

  const newer = t.bytes(50);
  const askNow = async request => (request === `digest ${download.name}` ? sha256(newer) : 'pardon?');
  const updated = checkDownload({ ...download, bytes: newer, digest: sha256(newer) }, askNow);
  t.equal(await t.within(WAIT, updated, 'checkDownload() to give the bytes'), newer, 'a newer file of the same name, published since');
});

attack('swapped-digest', { legit: 'download' }, async t => {
  const { download, askBank } = publish(t, Buffer.from(`pay(${t.int(1, 99)}, 'bob')`));
  const bytes = Buffer.from(`pay(${t.int(1000, 9999)}, 'mallory')`);
  const swapped = { name: download.name, bytes, digest: sha256(bytes) };
  t.evidence('published by the bank', download.bytes.toString());
  t.evidence('served by the mirror', bytes.toString());
  await thrown(t, swapped, askBank, 'a changed file with a digest that fits', 'swapped');
  const unreachable = async () => { throw new Error('the bank cannot be reached'); };
  await thrown(t, swapped, unreachable, 'the same, while the bank cannot be asked', 'unasked');
  await thrown(t, swapped, async () => '', 'the same, while the bank gives an empty answer', 'unasked');
  for (const [at, bit] of [[0, t.int(4, 7)], [31, t.int(0, 3)]]) { // of the first and the last hex digit
    const near = Buffer.from(swapped.digest, 'hex');
    near[at] ^= 1 << bit;
    const askAbout = async () => near.toString('hex');
    await thrown(t, swapped, askAbout, `a digest that differs in byte ${at} only`, 'part');
  }
  // What the bank has published, elsewhere and spelled otherwise, is another file.
  const { name } = download;
  for (const unknown of [`${t.text(6)}.js`, `old/${name}`, name.split('/').pop(), name.toLowerCase(), name.normalize('NFD')]) {
    const renamed = { ...download, name: unknown };
    t.evidence('under a name that the bank has never published', unknown);
    await thrown(t, renamed, askBank, 'a file the bank knows nothing of', 'unknown');
  }
});

/** Passes when the bank is asked what it should be asked, and its answer comes whole, in whatever pieces it is sent. */
async function answered(t, ca, answer) {
  const request = `balance ${t.text(10)} €`;
  const inPieces = async socket => {
    const bytes = Buffer.from(`${answer}\n`);
    const cut = bytes.indexOf('€') + 1; // through the middle of a character
    await new Promise(resolve => socket.write(bytes.subarray(0, cut), resolve));
    socket.end(bytes.subarray(cut));
  };
  const { port, heard } = await serve(t, 'server', inPieces);
  const call = settled(() => ask(port, ca, request));
  const replay = await told(t, heard, call, 'ask() to give the answer of the bank');
  let given;
  try {
    given = replay();
  } catch (error) {
    if (error instanceof TypeError || error instanceof ReferenceError) throw error; // a slip, no refusal
    t.fail('ask() refused the bank itself', 'refused', { actual: error?.code ?? String(error), expected: answer });
  }
  t.equal(heard.join('').trim(), request, 'what the bank was asked');
  t.equal(given, answer, 'the answer');
}

/**
 * A server that shows a certificate, reads a line from each client, however many pieces it comes in, and then lets
 * `answer` speak. `heard` is what each client said, whole lines or not; `over` resolves when all of them are gone.
 */
async function serve(t, name, answer) {
  const heard = [];
  const [raw, encrypted] = [[], []];
  const own = { cert: t.pki(`${name}.crt`), key: t.pki(`${name}.key`) };
  // It trusts nobody, and asks nobody for a certificate: without `ca` Node would read some 140 authorities for it.
  const server = createServer({ ...own, ca: [] }, socket => {
    const at = heard.push('') - 1;
    encrypted.push(socket);
    socket.setEncoding('utf8');
    socket.on('error', () => {}); // a client that refuses us breaks off
    socket.on('data', text => {
      const had = heard[at].includes('\n');
      heard[at] += text;
      if (heard[at].length > LONGEST_LINE) socket.destroy();
      else if (!had && heard[at].includes('\n')) answer(socket);
    });
  });
  server.on('connection', socket => raw.push(socket));
  server.on('tlsClientError', () => {}); // a client refused us
  t.after(() => close(server, raw));
  server.listen(0, '127.0.0.1');
  const port = await t.within(WAIT, listening(server), 'a server for this check');
  const over = async () => {
    await quiet(raw);
    for (const socket of encrypted) socket.end();
    await Promise.all(raw.map(closed));
  };
  return { port, heard, over };
}

/** Resolves when nothing new has come over these connections for 60 turns of the event loop: no time, on any machine. */
async function quiet(sockets) {
  for (let still = 0, read = -1; still < 60; still++) {
    const now = sockets.reduce((sum, { bytesRead }) => sum + bytesRead, 0);
    if (now !== read) still = 0;
    read = now;
    await new Promise(resolve => setImmediate(resolve));
  }
}

/**
 * The same server, first for a caller who trusts its authority, and then for one who does not: each call says whom. To
 * whoever adds public authorities of their own accord, this one is among them.
 */
async function trusting(t, name, ca) {
  const server = await liar(t, name);
  const hasPublicRoots = amongPublicRoots(t, t.pki(ca), [t.pki(ca), t.pki('ca.crt')]);
  const ask = await fresh(t);
  const call = settled(() => ask(server.port, t.pki(ca), `balance ${t.text(10)}`));
  const replay = await told(t, server.heard, call, 'ask() to give the answer of a server whose authority it was given');
  t.equal(outcomeOf(replay), server.lie, 'the answer to a caller who trusts another authority', 'other-ca');
  await refusedBy(t, ask, server, () => (hasPublicRoots() ? 'public' : 'told'), 'balance');
}

/** Passes when this ask() refuses a server with this certificate and has told it nothing, also not after that. */
async function refused(t, ask, name, outcome, verb = 'balance') {
  await refusedBy(t, ask, await liar(t, name), () => outcome, verb);
}

/** A server that is not the bank, and says that it is. */
async function liar(t, name) {
  const certificate = new X509Certificate(t.pki(`${name}.crt`));
  const issuer = certificate.issuer.split('\n')[0];
  t.evidence("the server's certificate", `${certificate.subjectAltName}; issued by ${issuer}`);
  const lie = `your balance is 0, call ${t.int(1000, 9999)}`;
  return { lie, ...await serve(t, name, socket => socket.end(`${lie}\n`)) };
}

/** `outcomeOfTrust` is asked, once it has been, what to call that this server was trusted. */
async function refusedBy(t, ask, { port, heard, over }, outcomeOfTrust, verb) {
  const before = heard.length;
  const call = settled(() => ask(port, t.pki('ca.crt'), `${verb} ${t.text(10)}`));
  const replay = await told(t, heard, call, 'ask() to refuse a server that is not the bank');
  // Whoever has said no may still be talking: only a connection that has ended tells all.
  await t.within(WAIT, over(), 'the connection to the server that was refused to end');
  const words = heard.slice(before).join('');
  if (words) t.evidence('what it was told by your client', words);
  await t.refuses(replay, 'a server that is not the bank', words ? outcomeOfTrust() : 'accepted');
  if (words) t.fail('ask() refused, and the server heard a request all the same', 'too-late');
}

function outcomeOf(replay) {
  try {
    return replay();
  } catch (error) {
    return error?.code ?? String(error);
  }
}

/** A copy of the module that has met nobody yet, so it cannot have learned from the honest bank what to expect. */
async function fresh(t) {
  const copy = await import(`#work/client.mjs?fresh=${t.int(1, 1e9)}`);
  return copy.ask;
}

/** Resolves with a function that gives or throws what the call did, once that is known; never rejects. */
async function settled(call) {
  try {
    const value = await call();
    return () => value;
  } catch (error) {
    return () => { throw error; };
  }
}

/** Waits for that function, and shows what the server has heard if it does not come. */
async function told(t, heard, call, what) {
  let came = false;
  try {
    const replay = await t.within(WAIT, call, what);
    came = true;
    return replay;
  } finally {
    if (!came) t.evidence('what the server has heard so far', heard.join('') || 'nothing');
  }
}

/** Passes when checkDownload() throws; the outcome says that the file came through, so null is another one. */
async function thrown(t, download, askBank, what, outcome) {
  const replay = await t.within(WAIT, settled(() => checkDownload(download, askBank)), `checkDownload() to refuse ${what}`);
  let given;
  try {
    given = replay();
  } catch { /* as it should; t.refuses looks whether it is a slip */ }
  const through = given instanceof Uint8Array && Buffer.compare(given, download.bytes) === 0;
  await t.refuses(replay, what, through ? outcome : 'no-throw');
}

/** A file, what an honest mirror serves of it, and a bank that knows its digest and no other. */
function publish(t, bytes) {
  const name = `lib/Pay-가-${t.text(6)}.js`;
  return {
    download: { name, bytes, digest: sha256(bytes) },
    askBank: async request => (request === `digest ${name}` ? sha256(bytes) : 'pardon?'),
  };
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}
