import { setImmediate } from 'node:timers';
import { createServer } from 'node:tls';

import { attack, check } from '#check';
import { close, closed, listening } from '#check/wire';
import { createReader } from '#work/reader.mjs';

const WAIT = 15_000;
const LIMIT = { limit: 40_000 };
const LONGEST_REQUEST = 4096;

check('page', LIMIT, async t => {
  const body = () => `${t.text(12)} € ${t.text(6)}`;
  const [first, second] = [body(), body()];
  const bank = await serve(t, 'server', [first, second]);
  const read = createReader(bank.port, t.pki('ca.crt'));
  for (const expected of [first, second]) {
    const path = `/${t.text(8)}?token=${t.text(8)}`;
    const came = await settled(t, read(path), 'read() to give a page of the bank');
    if (came.error) t.fail('read() refused the bank itself', 'refused', { actual: came.error.code ?? String(came.error), expected });
    t.equal(came.value, expected, 'the page');
    t.equal(bank.heard.at(-1).split(' ')[1], path, 'the path that the bank was asked for');
  }
  const cut = await serve(t, 'server', [body()], { missing: 2 });
  const readCut = createReader(cut.port, t.pki('ca.crt'));
  const came = await settled(t, readCut('/'), 'read() to notice that the page was cut off');
  await t.refuses(() => replay(came), 'a page that was cut off', 'cut');
});

attack('impostor', { legit: 'page', ...LIMIT }, async t => {
  for (const name of ['other-ca-server', 'namesake-server']) await refused(t, name);
});

attack('neighbour', { legit: 'page', ...LIMIT }, async t => refused(t, 'shop'));

attack('moved', { legit: 'page', ...LIMIT }, async t => {
  const page = t.text(12);
  const bank = await serve(t, 'server', [page]);
  const read = createReader(bank.port, t.pki('ca.crt'));
  const came = await settled(t, read('/first'), 'read() to give a page of the bank');
  t.equal(replay(came), page, 'the page');
  await bank.stop();
  // The same reader, the same address, and somebody else behind it.
  await refused(t, 'other-ca-server', { read, port: bank.port });
});

/**
 * A server that shows a certificate and answers each request with the next of some pages, `missing` bytes short of what
 * it has announced. `heard` is the first line of every request, whole or not.
 */
async function serve(t, name, pages, { port = 0, missing = 0 } = {}) {
  const heard = [];
  const raw = [];
  const left = [...pages];
  const server = createServer({ cert: t.pki(`${name}.crt`), key: t.pki(`${name}.key`) }, socket => {
    let said = '';
    const at = heard.push('') - 1;
    socket.setEncoding('latin1');
    socket.on('error', () => {}); // a client that refuses us breaks off
    socket.on('data', text => {
      said += text;
      heard[at] = said.split('\r\n')[0];
      if (said.length > LONGEST_REQUEST) return socket.destroy();
      if (!said.includes('\r\n\r\n')) return;
      said = '';
      void answer(socket, Buffer.from(left.shift() ?? ''), missing);
    });
  });
  server.on('connection', socket => raw.push(socket));
  server.on('tlsClientError', () => {}); // a client refused us
  const stop = () => close(server, raw);
  t.after(stop);
  server.listen(port, '127.0.0.1');
  const listens = await t.within(WAIT, listening(server), 'a server for this check');
  const over = async () => {
    await quiet(raw);
    for (const socket of raw) socket.destroy();
    await Promise.all(raw.map(closed));
  };
  return { port: listens, heard, stop, over };
}

/** In two pieces, cut through the middle of a character, and then the connection ends. */
async function answer(socket, body, missing) {
  const head = `HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`;
  const cut = Math.max(body.indexOf('€') + 1, 1);
  await new Promise(resolve => socket.write(Buffer.concat([Buffer.from(head), body.subarray(0, cut)]), resolve));
  socket.end(body.subarray(cut, body.length - missing));
}

/** Passes when a reader refuses a server with this certificate, and has told it nothing, also not after that. */
async function refused(t, name, { read, port } = {}) {
  t.evidence("the server's certificate", `${name}.crt`);
  const server = await serve(t, name, [`your balance is 0, call ${t.int(1000, 9999)}`], { ...(port && { port }) });
  const readIt = read ?? createReader(server.port, t.pki('ca.crt'));
  const came = await settled(t, readIt(`/balance?token=${t.text(10)}`), 'read() to refuse a server that is not the bank');
  await t.within(WAIT, server.over(), 'the connection to the server that was refused to end');
  const words = server.heard.join('');
  if (words) t.evidence('what it was told by your client', words);
  await t.refuses(() => replay(came), 'a server that is not the bank', words ? 'told' : 'accepted');
  if (words) t.fail('read() refused, and the server heard a request all the same', 'too-late');
}

/** What a promise came to, value or error; waits for it. */
async function settled(t, promise, what) {
  const outcome = Promise.resolve(promise).then(value => ({ value }), error => ({ error }));
  return t.within(WAIT, outcome, what);
}

function replay({ value, error }) {
  if (error) throw error;
  return value;
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
