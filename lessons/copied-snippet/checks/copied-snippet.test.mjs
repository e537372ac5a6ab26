import { createHash, X509Certificate } from 'node:crypto';
import { createServer } from 'node:tls';

import { attack, check } from '#check';
import { close, listening } from '#check/wire';
import { ask, checkDownload } from '#work/client.mjs';

const WAIT = 15_000;
const LIMIT = { limit: 30_000 };

check('honest-bank', LIMIT, async t => {
  // Never the 1250 of starter/servers.mjs, which an answer could have learned by heart.
  const { port, heard } = await serve(t, 'server', `your balance is ${t.int(2000, 9999)}`);
  const request = `balance ${t.text(10)}`;
  const asked = ask(port, t.pki('ca.crt'), request).catch(error => {
    if (error instanceof TypeError || error instanceof ReferenceError) throw error; // a slip, no refusal
    const said = error?.code ?? String(error);
    return t.fail('ask() refused the bank itself', 'refused', { actual: said, expected: heard.answer });
  });
  const answer = await t.within(WAIT, asked, 'ask() to give the answer of the bank');
  t.equal(heard.join(), request, 'what the bank was asked');
  t.equal(answer, heard.answer, 'the answer');
});

attack('impostor', { legit: 'honest-bank', ...LIMIT }, async t => {
  await refused(t, 'other-ca-server', 'told');
  await refused(t, 'namesake-server', 'namesake'); // its authority calls itself as ours does
});

attack('neighbour', { legit: 'honest-bank', ...LIMIT }, t => refused(t, 'shop', 'told'));

check('download', async t => {
  const bytes = t.bytes(t.int(40, 400));
  const { download, askBank } = publish(t, bytes);
  const checked = checkDownload(download, askBank);
  t.equal(await t.within(WAIT, checked, 'checkDownload() to give the bytes'), bytes, 'a file as it was published');

  const damaged = Buffer.from(bytes);
  const at = t.int(0, bytes.length - 1);
  damaged[at] ^= 1 << t.int(0, 7);
  t.evidence(`one bit of byte ${at} flipped on the way`, damaged.subarray(at, at + 16));
  await t.refuses(() => checkDownload({ ...download, bytes: damaged }, askBank), 'a damaged file', 'damaged');
});

attack('swapped-digest', { legit: 'download' }, async t => {
  const { download, askBank } = publish(t, Buffer.from(`pay(${t.int(1, 99)}, 'bob')`));
  const bytes = Buffer.from(`pay(${t.int(1000, 9999)}, 'mallory')`);
  const swapped = { name: download.name, bytes, digest: sha256(bytes) };
  t.evidence('published by the bank', download.bytes.toString());
  t.evidence('served by the mirror', bytes.toString());
  await t.refuses(() => checkDownload(swapped, askBank), 'a changed file with a digest that fits', 'swapped');
  const unreachable = async () => { throw new Error('the bank cannot be reached'); };
  await t.refuses(() => checkDownload(swapped, unreachable), 'the same, while the bank cannot be asked', 'unasked');
  // ask() gives an empty answer when the connection was closed before the bank had said anything.
  await t.refuses(() => checkDownload(swapped, async () => ''), 'the same, while the bank is cut off', 'unasked');
  for (const at of [0, 31]) {
    const near = Buffer.from(swapped.digest, 'hex');
    near[at] ^= 1 << t.int(0, 7);
    const askAbout = async () => near.toString('hex');
    await t.refuses(() => checkDownload(swapped, askAbout), `a digest that differs in byte ${at} only`, 'part');
  }
  const renamed = { ...swapped, name: `${t.text(6)}.js` };
  t.evidence('under a name that the bank has never published', renamed.name);
  await t.refuses(() => checkDownload(renamed, askBank), 'a file the bank knows nothing of', 'unknown');
});

/** A server that shows a certificate, gives one answer to everybody, and keeps what it hears. */
async function serve(t, name, answer) {
  const heard = Object.assign([], { answer });
  const sockets = [];
  const server = createServer({ cert: t.pki(`${name}.crt`), key: t.pki(`${name}.key`) }, socket => {
    sockets.push(socket);
    socket.on('error', () => {}); // a client that refuses us breaks off
    socket.on('data', line => {
      heard.push(line.toString().trim());
      socket.end(`${answer}\n`);
    });
  });
  t.after(() => close(server, sockets));
  server.listen(0, '127.0.0.1');
  return { port: await t.within(WAIT, listening(server), 'a server for this check'), heard };
}

/** Passes when ask() refuses a server with this certificate before telling it anything. */
async function refused(t, name, outcome) {
  const certificate = new X509Certificate(t.pki(`${name}.crt`));
  t.evidence("the server's certificate", `${certificate.subjectAltName}; signed by ${certificate.issuer.split('\n')[0]}`);
  const { port, heard } = await serve(t, name, `your balance is 0, call ${t.int(1000, 9999)}`);
  // A fresh copy of the module has met nobody yet, so it cannot have learned from the honest bank what to expect.
  const fresh = await import(`#work/client.mjs?${name}=${t.int(1, 1e9)}`);
  const request = `balance ${t.text(10)}`;
  const call = t.refuses(() => fresh.ask(port, t.pki('ca.crt'), request), 'a server that is not the bank', outcome);
  try {
    await t.within(WAIT, call, 'ask() to refuse a server that is not the bank');
  } finally {
    if (heard.length > 0) t.evidence('what it was told by your client', heard.join());
  }
  if (heard.length > 0) t.fail('ask() did refuse, after it had told everything', 'too-late');
}

/** A file, what an honest mirror serves of it, and a bank that knows its digest and no other. */
function publish(t, bytes) {
  const name = `${t.text(6)}.js`;
  return {
    download: { name, bytes, digest: sha256(bytes) },
    askBank: async request => (request === `digest ${name}` ? sha256(bytes) : 'pardon?'),
  };
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}
