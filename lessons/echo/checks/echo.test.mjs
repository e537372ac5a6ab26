import { once } from 'node:events';
import { Server } from 'node:net';
import { setImmediate, setTimeout } from 'node:timers';

import { attack, check } from '#check';
import { close, closed, collect, dial, listening, untilEnd } from '#check/wire';
import { heldByBuffers, heldWithoutGarbage } from './memory.mjs';
import { startEcho } from '#work/echo.mjs';

const WAIT = 8_000;
const BLOCK = 64 * 1024;
/** Less than any high-water mark: write() takes it and still says that there is room. */
const PIECE = 8 * 1024;
/** Enough to fill the kernel's buffers for one connection. */
const MUCH = 32 * 1024 * 1024;
const BURST = 1024 * 1024;
/** What a server that waits for 'drain' may hold: its read and write buffers, and generous room. */
const MAY_HOLD = BURST / 2;
/** Of a burst that came back nothing need stay in memory; what Node and the checks have of their own is far less. */
const MAY_KEEP = BURST * 0.75;
const PATIENCE = 300;
/** An idle limit above this is a policy of its own; below it, a client that merely stalls is cut off. */
const STALL = 10_000;
/** Text that whoever trims, normalizes or corrects it gives back as other bytes. */
const LINE = [
  '\ufeff', 'cafe\u0301 \u00e9 ', '\u1112\u1161\u11ab \ud55c ', '\ufb01 \u212b \u200b', 'a\0b\t\r\n\n\r \r\n',
].join('');

check('text', async t => {
  stopTimers(t);
  const server = await started(t);
  const { client } = await connected(t, server);
  const line = `${t.text(12)}\n`;
  client.write(line);
  t.equal((await back(t, client, line.length)).toString(), line, 'what came back');
  const { client: other } = await connected(t, server);
  const bytes = Buffer.from(LINE);
  t.evidence('a line with a byte order mark, accents in two spellings and ends of lines', bytes);
  other.write(bytes);
  compare(t, await back(t, other, bytes.length), bytes, 'alike');
});

check('binary', async t => {
  const { client } = await connected(t, await started(t));
  const bytes = Buffer.concat([Uint8Array.from({ length: 256 }, (_, at) => at), t.bytes(256)]);
  client.write(bytes);
  const answer = await back(t, client, bytes.length);
  compare(t, answer, bytes, answer.includes('\ufffd') ? 'text' : undefined);
});

check('pieces', async t => {
  const { client } = await connected(t, await started(t));
  // Also such as look like nothing, and the same one twice.
  for (const piece of [t.text(t.int(20, 90)), t.text(1), '\n', '\n', '\r\n', ' ', '\0', t.text(t.int(1000, 2000)), t.text(3)]) {
    client.write(piece);
    t.equal((await back(t, client, piece.length)).toString(), piece, 'the answer to this piece');
  }
});

check('two-clients', { limit: 30_000 }, async t => {
  const server = await started(t);
  const { client: first } = await connected(t, server);
  const { client: second } = await connected(t, server);
  const heard = new Map([[first, ''], [second, '']]);
  for (const client of heard.keys()) client.on('data', chunk => heard.set(client, heard.get(client) + chunk));
  const words = new Map([[second, t.text(16)], [first, t.text(16)]]);
  for (const [client, word] of words) {
    const answered = Promise.race([once(first, 'data'), once(second, 'data')]);
    client.write(word);
    await t.within(WAIT, answered, 'an answer for one of two clients');
  }
  for (const [client, word] of words) t.equal(heard.get(client), word, 'what this client got', 'crossed');

  // Something waits for a client that does not read, while another one talks.
  const { client: slow, connection } = await connected(t, server);
  const goOn = stalled(connection);
  const sent = [blocksOf(t, PIECE)(0)];
  slow.write(sent[0]);
  await quiet(connection);
  const { client: quick } = await connected(t, server);
  await answers(t, quick, t.text(32).repeat(PIECE / 32));
  // Now more than write() takes: its "full" is about that one client, and the others go on, those who were there before too.
  // No more than that: what a server may still be given when it is full, and drops, is what half-close looks for.
  const more = connection.writableHighWaterMark - PIECE / 2;
  slow.write(sent[sent.push(blocksOf(t, more)(0)) - 1]);
  await quiet(connection);
  for (const client of [first, quick, first, quick]) await answers(t, client, t.text(16));
  goOn();
  await whole(t, slow, Buffer.concat(sent), 'crossed');
});

async function answers(t, client, word) {
  client.write(word);
  t.equal((await back(t, client, word.length)).toString(), word, 'what came back beside a client that does not read', 'crossed');
}

check('clean-close', async t => {
  stopTimers(t);
  const { client, connection } = await connected(t, await started(t));
  const line = t.text(8);
  client.end(line);
  const answer = await t.within(WAIT, untilEnd(client), 'the server to end its side after the client ended its own');
  t.equal(answer.toString(), line, 'what came before the end');
  await t.within(WAIT, closed(connection), 'the server to let go of the connection');
});

attack('reset', { legit: 'two-clients', limit: 30_000 }, async t => {
  const server = await started(t);
  const { client: witness } = await connected(t, server);
  const line = t.text(8);
  for (const when of ['before it said anything', 'while it read nothing', 'after it had said that it was done']) {
    const { client: rude, connection } = await connected(t, server);
    const goOn = stalled(connection);
    if (when !== 'before it said anything') rude.write(blocksOf(t, 2 * BLOCK)(0));
    // After a FIN a reset is another error, EPIPE: what was to be written finds nobody.
    if (when === 'after it had said that it was done') rude.end();
    await quiet(connection);
    t.evidence('a client was reset', when);
    const gone = closed(connection);
    rude.resetAndDestroy();
    goOn();
    await t.within(WAIT, gone, 'the server to let go of a connection that was reset');
    witness.write(line);
    t.equal((await back(t, witness, line.length)).toString(), line, 'what another client got after the reset');
    t.ok(server.listening, 'the server still listens after the reset', 'stopped');
  }
});

attack('half-close', { legit: 'clean-close', limit: 30_000 }, async t => {
  const server = await started(t);
  // More than the kernel keeps: some of it waits in the server when the client's FIN arrives. In small pieces, so that
  // write() has not said "full" yet: a server that waits only for that lets go too early. Then in blocks, so that it has.
  for (const full of [false, true]) {
    const { client, connection } = await connected(t, server);
    const size = full ? BLOCK : connection.writableHighWaterMark / 2;
    const sent = await untilFull(client, connection, blocksOf(t, size));
    const last = Buffer.from(t.text(100));
    client.write(sent[sent.push(last) - 1]);
    if (full) await quiet(connection); // it comes by itself, and the FIN after it
    client.end();
    await quiet(connection);
    await whole(t, client, Buffer.concat(sent));
    await t.within(WAIT, closed(connection), 'the server to end its side too');
  }
});

attack('burst', { legit: 'pieces', limit: 30_000 }, async t => {
  const server = await started(t);
  await keepsNothing(t, server);
  const { client, connection } = await connected(t, server);
  const block = blocksOf(t, BLOCK);
  const [sent, came] = [[], []];
  // Twice: who has waited for 'drain' once may not do so again.
  for (const time of ['first', 'second']) {
    await untilFull(client, connection, block, sent);
    const filled = sent.length;
    while (sent.length < filled + BURST / BLOCK) client.write(sent[sent.push(block(sent.length)) - 1]);
    const most = await settled(connection);
    t.evidence(`held by your server for a client that reads nothing, the ${time} time`, `${most} bytes`);
    if (most > MAY_HOLD) t.fail('the server kept reading while write() said that the buffer is full', 'held');
    if (time === 'first') await t.within(WAIT, goesOn(client, connection, came), 'what waits to come once the client reads');
    await quiet(connection);
  }
  stalls(t, connection);
  client.end();
  await whole(t, client, Buffer.concat(sent), undefined, came);
});

/**
 * What was sent back is over: no memory is held for it any more, while the client is still there. Twice, since in between
 * V8 may give back, all at once, what was left of the checks before.
 */
async function keepsNothing(t, server) {
  const { client } = await connected(t, server);
  let before = await heldByBuffers(0, 2);
  for (const _ of ['once', 'twice']) {
    await echoesBurst(t, client);
    const held = await heldByBuffers(before + MAY_KEEP);
    if (held > before + MAY_KEEP) return surelyKeepsNothing(t, client);
    before = held;
  }
}

async function surelyKeepsNothing(t, client) {
  const first = await heldWithoutGarbage(MAY_KEEP);
  if (first === undefined || first <= MAY_KEEP) return;
  // A buffer that is there from the start is no matter. What comes with every burst is.
  await echoesBurst(t, client);
  const second = await heldWithoutGarbage(MAY_KEEP);
  t.evidence('sent, and back again', `${2 * BURST} bytes`);
  t.evidence('in buffers of your program after half of it, and after all', `${first} and ${second} bytes`);
  if (second - first > MAY_KEEP) t.fail('the bytes are back with the client, and still held in memory', 'kept');
}

async function echoesBurst(t, client) {
  client.write(Buffer.alloc(BURST));
  await t.within(WAIT, counted(client, BURST), `${BURST} bytes to come back`);
}

/** The client reads so many bytes, or what there is, and keeps none of them. */
function counted(client, bytes) {
  return new Promise(resolve => {
    client.once('close', resolve).on('data', function count({ length }) {
      bytes -= length;
      if (bytes <= 0) resolve(client.off('data', count));
    });
  });
}

/** What the server's idle limit does, if it has one, to a client that reads nothing for so long. Nothing waits for it. */
function stalls(t, connection) {
  const { timeout } = connection;
  if (!timeout || timeout > STALL) return;
  t.evidence('your server gives a client that stalls', `${timeout} ms`);
  connection.emit('timeout');
}

async function started(t) {
  const server = await startEcho(0);
  t.ok(server instanceof Server, 'startEcho() returns the server that createServer() gave');
  t.after(() => close(server));
  await t.within(WAIT, listening(server), 'the server to listen');
  return server;
}

/** A client, and the server's end of its connection. */
async function connected(t, server) {
  const accepted = once(server, 'connection');
  const client = await t.within(WAIT, dial(server.address().port), 'a connection to the server');
  const [connection] = await t.within(WAIT, accepted, 'the server to accept the connection');
  client.setNoDelay(); // small pieces leave at once, and arrive as such
  t.after(() => {
    client.destroy();
    connection.destroy();
  });
  return { client, connection };
}

/** The next bytes that come back; what came is shown when they are too few. */
async function back(t, client, length) {
  const came = [];
  const keep = chunk => came.push(chunk);
  client.on('data', keep);
  let done = false;
  try {
    const answer = collect(client, length).catch(error => t.fail(error.message, 'closed'));
    const bytes = await t.within(WAIT, answer, `${length} bytes to come back`);
    done = true;
    return bytes;
  } finally {
    client.off('data', keep);
    if (!done) t.evidence(`of ${length} bytes, these have come back`, Buffer.concat(came));
  }
}

/** Until the check ends no timer of the learner's fires: what waits for one is not done. Nothing here waits for time. */
function stopTimers(t) {
  const { setTimeout: ownTimeout, setInterval: ownInterval } = globalThis;
  t.after(() => Object.assign(globalThis, { setTimeout: ownTimeout, setInterval: ownInterval }));
  globalThis.setTimeout = globalThis.setInterval = (_, ms) => {
    t.evidence('your server set a timer, and in this check none fires', `${ms} ms`);
    return ownTimeout(() => {}, 2 ** 31 - 1).unref();
  };
}

/**
 * Sends until bytes wait in the server, because the kernel's buffers are full; the client reads nothing. A server that
 * sends nothing back never fills them: what it keeps to itself is enough, and megabytes take a small machine's memory.
 */
async function untilFull(client, connection, block, sent = []) {
  let bytes = sent.reduce((sum, { length }) => sum + length, 0);
  while (held(connection) <= MAY_HOLD && bytes < MUCH) {
    // On a busy machine the kernel takes some a little later, or makes its buffers larger: then they are not full yet.
    if (connection.writableLength > 0) await quiet(connection);
    if (connection.writableLength > 0) break;
    const one = sent[sent.push(block(sent.length)) - 1];
    bytes += one.length;
    client.write(one);
    // Each piece by itself, if the server takes it: one that finds several reads them as one.
    for (let turns = 0; turns < 60 && connection.bytesRead < bytes; turns++) await turn();
  }
  return sent;
}

/**
 * Nothing leaves the server on this connection until the function that this gives is called: to the server it is as if
 * the kernel's buffers were full, without the megabytes that fill them. A connection whose server ends it goes on by itself.
 */
function stalled(connection) {
  connection.cork();
  return () => connection.uncork();
}

/** Gives block after block of text, each page with its own mark, so that what is lost or moved shows. */
function blocksOf(t, size) {
  const page = t.text(1024).repeat(4);
  return at => {
    const block = Buffer.alloc(size, page);
    for (let mark = 0; mark < size; mark += page.length) block.write(`<${at * size + mark}>`, mark);
    return block;
  };
}

/** What the server has read and the kernel has not yet taken back. */
function held({ bytesRead, bytesWritten, writableLength }) {
  return bytesRead - (bytesWritten - writableLength);
}

/** The most the server held until it had read nothing new for 60 turns. */
function quiet(connection) {
  let [most, read, still] = [0, -1, 0];
  return new Promise(resolve => {
    // Turns of the event loop, not time: a slow machine gets as many chances to read as a fast one.
    setImmediate(function look() {
      if (connection.bytesRead !== read) {
        [read, still] = [connection.bytesRead, 0];
        // Not each turn: it grows only by what is read, and Node measures all that waits to tell bytesWritten.
        most = Math.max(most, held(connection));
      } else if (++still === 60) return resolve(most);
      setImmediate(look);
    });
  });
}

/**
 * The same for a server that resumes by a timer of its own: it has time to, as often as it makes use of it. Nothing is
 * measured here; a server that waits for 'drain' reads no more, however long it is given.
 */
async function settled(connection) {
  let most = await quiet(connection);
  for (let read = -1; read !== connection.bytesRead;) {
    read = connection.bytesRead;
    await new Promise(resolve => setTimeout(resolve, PATIENCE));
    most = Math.max(most, await quiet(connection));
  }
  return most;
}

function turn() {
  return new Promise(resolve => setImmediate(resolve));
}

/**
 * The client reads until the server, which had stopped, reads again, and stops then itself; or until all has come. How
 * much that takes is the kernel's affair: it says that there is room when a good part of its buffer is free.
 */
function goesOn(client, connection, chunks) {
  const { bytesRead } = connection;
  return new Promise(resolve => {
    let have = 0;
    const stop = () => resolve(client.pause().off('data', keep).off('close', stop));
    const keep = chunk => {
      have += chunks[chunks.push(chunk) - 1].length;
      if (connection.bytesRead > bytesRead || have >= client.bytesWritten) stop();
    };
    client.on('data', keep).once('close', stop).resume();
  });
}

/** The client begins to read, or goes on after `chunks`: everything must come, unchanged. */
async function whole(t, client, sent, outcome, chunks = []) {
  let have = Buffer.concat(chunks).length;
  const all = new Promise(resolve => {
    client.on('data', chunk => {
      have += chunks[chunks.push(chunk) - 1].length;
      if (have >= sent.length) resolve('');
    });
    client.once('end', () => resolve(', then the stream ended'));
    client.once('close', () => resolve(', then the connection broke'));
    if (client.closed) resolve(', and the connection was broken already');
    client.resume();
  });
  const then = await t.within(3 * WAIT, all, `${sent.length} bytes to come back`);
  t.evidence('sent', `${sent.length} bytes`);
  t.evidence('came back', `${have} bytes${then}`);
  compare(t, Buffer.concat(chunks), sent, outcome ?? (have < sent.length ? 'lost' : undefined));
}

/** Fails with the bytes around the first difference, if there is one. */
function compare(t, answer, sent, outcome) {
  if (answer.equals(sent)) return;
  let at = 0;
  while (at < sent.length && answer.subarray(at, at + 1024).equals(sent.subarray(at, at + 1024))) at += 1024;
  while (at < answer.length && at < sent.length && answer[at] === sent[at]) at++;
  t.fail(`what came back differs from byte ${at} on`, outcome, {
    expected: sent.subarray(at, at + 32),
    actual: answer.subarray(at, at + 32),
  });
}
