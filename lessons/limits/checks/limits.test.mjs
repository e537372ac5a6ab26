import { once } from 'node:events';
import { Server } from 'node:net';
import { setImmediate } from 'node:timers';

import { attack, check } from '#check';
import { createClock } from '#check/clock';
import { close, closed, dial, listening } from '#check/wire';
import { startServer } from '#work/limits.mjs';

import { framed, headerOf, messagesFrom } from './frames.mjs';

const WAIT = 8_000;
const LIMIT = { limit: 30_000 };
const PAGE = 64 * 1024;
/** Less than a socket's buffer, so that write() takes it, and keeps it when the kernel is full. */
const SHEET = 40_000;
const MOST_SHEETS = 1024;
/** In one chunk; more pages than any kernel takes for a client that does not read. */
const ASKED = 1024;
/** What a server that waits for 'drain' may hold: a buffer full, the page that filled it, and generous room. */
const MAY_HOLD = 8 * PAGE;

check('answers', LIMIT, async t => {
  const { server, echo } = await started(t);
  const [one, two] = [await connected(t, server), await connected(t, server)];
  const words = [t.text(9), `${t.text(4)} 열쇠`, t.text(6)];
  one.client.write(Buffer.concat(words.slice(0, 2).map(framed)));
  const [head, tail] = halves(t, framed(words[2]));
  one.client.write(head);
  await asks(t, two, t.text(8), echo);
  one.client.write(tail);
  for (const word of words) t.equal(await one.next(), echo(word), 'the answer to one of three messages');
  const last = t.text(7);
  two.client.end(framed(last));
  t.equal(await two.next(), echo(last), 'the answer to a client that has ended its side');
  t.equal(await two.next(), 'the end', 'what comes after the last answer', 'no-end');
  await gone(t, two, 'the server to close the connection of a client that has ended its side');
});

check('slow-reader', LIMIT, async t => {
  const { server, echo, asked } = await started(t, { answerOf: word => `${word}.`.repeat(SHEET / 10) });
  const reader = await connected(t, server, { reads: false });
  const words = [];
  const request = () => framed(words[words.push(t.text(9)) - 1]);
  await filled(t, reader, asked, request);
  // The answers to the last three must wait their turn.
  reader.client.end(Buffer.concat([request(), request(), request()]));
  await turns(60);
  t.evidence('asked for, before anything was read', `${words.length} answers of ${SHEET} bytes`);
  for (const [at, word] of words.entries()) {
    const answer = await reader.next();
    t.equal(answer.slice(0, 40), echo(word).slice(0, 40), `how answer ${at + 1} of ${words.length} begins`, 'lost');
    t.equal(answer.length, SHEET, `the length of answer ${at + 1}`);
  }
  t.equal(await reader.next(), 'the end', 'what comes after the last answer', 'no-end');
});

attack('too-large', { legit: 'answers', ...LIMIT }, async t => {
  const maxMessage = t.int(200, 900);
  const { server, echo, asked } = await started(t, { maxMessage });
  const [witness, rude] = [await connected(t, server), await connected(t, server)];
  await asks(t, rude, t.text(maxMessage), echo);
  const before = asked.length;
  for (const size of [maxMessage + 1, 0x7fffffff + t.int(1, 99)]) {
    const stranger = size === maxMessage + 1 ? rude : await connected(t, server);
    t.evidence('a header that announces too much', headerOf(size));
    stranger.client.write(Buffer.concat([headerOf(size), t.bytes(9)]));
    await gone(t, stranger, `the server to disconnect who announces ${size} bytes, where ${maxMessage} are allowed`);
    t.equal(asked.slice(before), [], 'what was answered of it');
    await asks(t, witness, t.text(5), echo);
    asked.length = before;
  }
});

attack('unread', { legit: 'slow-reader', ...LIMIT }, async t => {
  let most = 0;
  const page = Buffer.alloc(PAGE, `${t.text(20)} `);
  const word = t.text(6);
  const patience = t.int(20_000, 90_000);
  const { server, clock, asked, echo } = await started(t, {
    patience,
    answerOf: asking => {
      if (asking !== word) return `${asking}!`;
      most = Math.max(most, deaf.connection.writableLength);
      // What this check has seen by then is enough, and more would fill a small machine.
      if (most > MAY_HOLD) deaf.connection.destroy();
      return most > MAY_HOLD ? '' : page;
    },
  });
  const deaf = await connected(t, server, { reads: false });
  const other = await connected(t, server);
  deaf.client.write(Buffer.concat(Array(ASKED).fill(framed(word))));
  await settled(() => asked.length);
  const pages = asked.filter(asking => asking === word).length;
  t.evidence('asked for, and never read', `${ASKED} pages of ${PAGE} bytes`);
  t.evidence('answered', `${pages} pages`);
  t.evidence('waiting in your server at most', `${most} bytes`);
  if (most > MAY_HOLD) t.fail('the server went on answering while write() said that its buffer is full', 'held');
  const written = deaf.connection.bytesWritten;
  t.evidence('written', `${written} bytes`);
  if (pages === 0) t.fail('the server answered nothing', 'silent');
  if (deaf.connection.destroyed) t.fail('the server hung up on a client that may only be slow', 'hung-up');
  // One page may have been made, and wait for its turn.
  if (written < (pages - 1) * PAGE) t.fail('answers were made, and never written', 'dropped');
  await asks(t, other, t.text(5), echo);
  clock.advance(patience + 1);
  await gone(t, deaf, 'the server to disconnect who has taken no answer for all of patience');
  await goodbyeUnread(t);
});

/** A client that ends its side can still be one that reads nothing, and keeps its place and our memory. */
async function goodbyeUnread(t) {
  const patience = t.int(20_000, 90_000);
  const { server, clock, asked } = await started(t, { patience, answerOf: word => `${word}.`.repeat(SHEET / 10) });
  const deaf = await connected(t, server, { reads: false });
  await filled(t, deaf, asked, () => framed(t.text(9)));
  deaf.client.end();
  await turns(60);
  clock.advance(patience + 1);
  await gone(t, deaf, 'the server to disconnect who has ended its side and still takes no answer');
}

check('idle', LIMIT, async t => {
  const patience = t.int(20_000, 90_000);
  const { server, clock, echo } = await started(t, { patience });
  const [silent, talker] = [await connected(t, server), await connected(t, server)];
  if (clock.made === 0) t.fail('a client is connected, and no timer was set with timers.setTimeout()', 'no-timer');
  clock.advance(patience - t.int(2, 99));
  await asks(t, talker, t.text(6), echo, 'early');
  await asks(t, silent, t.text(6), echo, 'early');
  clock.advance(patience - t.int(100, 199));
  await asks(t, talker, t.text(6), echo, 'early');
  clock.advance(200);
  await gone(t, silent, 'the server to disconnect who has said nothing for all of patience');
  await asks(t, talker, t.text(6), echo, 'others');
  talker.client.end();
  await gone(t, talker, 'the server to close the connection of a client that has ended its side');
  const quitter = await connected(t, server);
  quitter.client.resetAndDestroy();
  await gone(t, quitter, 'the server to let go of a connection that broke off');
  t.equal(clock.waiting, 0, 'timers that still wait, when nobody is connected', 'left');
});

check('regular', LIMIT, async t => {
  const patience = t.int(20_000, 90_000);
  const { server, clock, echo } = await started(t, { patience });
  const client = await connected(t, server);
  const part = Math.floor(patience * 0.45);
  for (let round = 0; round < 4; round++) {
    const word = t.text(9);
    const [head, tail] = halves(t, framed(word));
    clock.advance(part);
    await read(t, client, head);
    clock.advance(part);
    await read(t, client, tail);
    t.equal(await client.next(), echo(word), 'the answer to a message that came in time', 'early');
  }
});

attack('slowloris', { legit: 'regular', ...LIMIT }, async t => {
  const patience = t.int(20_000, 90_000);
  const { server, clock, echo } = await started(t, { patience });
  const witness = await connected(t, server);
  for (const polite of [false, true]) {
    const slow = await connected(t, server);
    if (polite) await asks(t, slow, t.text(6), echo, 'early');
    const message = framed(t.text(60));
    const size = polite ? t.int(5, 7) : 1; // some bytes are no message either
    let sent = 0;
    for (; sent < 9 && !slow.connection.destroyed; sent++) {
      await read(t, slow, message.subarray(sent * size, (sent + 1) * size));
      clock.advance(Math.floor(patience * 0.3));
      await turns(5);
      await asks(t, witness, t.text(4), echo, 'others');
    }
    t.evidence(polite ? 'a slow client, after one honest message' : 'a slow client', `${sent * size} bytes in ${(sent * 0.3).toFixed(1)} × patience`);
    const still = !slow.connection.destroyed;
    if (still) t.fail('piece by piece, the client has kept its connection', slow.connection.writableEnded ? 'half-closed' : 'fed');
    await gone(t, slow, 'the server to disconnect who sends a little at a time');
  }
});

attack('flood', { legit: 'answers', ...LIMIT }, async t => {
  const maxConnections = t.int(2, 4);
  const patience = t.int(20_000, 90_000);
  const { server, clock, echo, asked } = await started(t, { maxConnections, patience });
  const inside = [];
  for (let at = 0; at < maxConnections; at++) inside.push(await connected(t, server));
  for (const one of inside) await asks(t, one, t.text(5), echo, 'shut-out');
  await tooMany(t, server, asked);
  for (const one of inside) await asks(t, one, t.text(5), echo, 'others');

  for (const how of ['ended', 'broke off', 'was silent too long']) {
    const leaver = inside.shift();
    t.evidence('how a client left', how);
    if (how === 'ended') leaver.client.end();
    if (how === 'broke off') leaver.client.resetAndDestroy();
    if (how === 'was silent too long') {
      clock.advance(patience - 1);
      for (const one of inside) await asks(t, one, t.text(5), echo, 'others');
      clock.advance(2);
    }
    await gone(t, leaver, 'the server to let go of a client that has left');
    const newcomer = await connected(t, server);
    await asks(t, newcomer, t.text(5), echo, 'place-lost');
    inside.push(newcomer);
  }
  await tooMany(t, server, asked);
  await deafLeaves(t);
});

/** The only place goes to a client that takes no answer, and is free again when its patience is over. */
async function deafLeaves(t) {
  const [word, patience] = [t.text(6), t.int(20_000, 90_000)];
  const { server, clock, echo, asked } = await started(t, {
    maxConnections: 1,
    patience,
    answerOf: asking => {
      if (asking !== word) return `${asking}!`;
      if (deaf.connection.writableLength > MAY_HOLD) deaf.connection.destroy();
      return Buffer.alloc(PAGE);
    },
  });
  const deaf = await connected(t, server, { reads: false });
  deaf.client.write(Buffer.concat(Array(ASKED).fill(framed(word))));
  await settled(() => asked.length);
  clock.advance(patience + 1);
  await turns(5);
  // Whoever lets it stay is told so by 'unread'.
  if (!deaf.connection.destroyed) return;
  t.evidence('how a client left', 'was disconnected while its answers waited');
  await asks(t, await connected(t, server), t.text(5), echo, 'place-lost');
}

/** The learner's server; it answers with the message and a mark that changes from run to run, or as it is told. */
async function started(t, { answerOf, ...options } = {}) {
  const mark = t.text(6);
  const echo = answerOf ?? (word => `${word}/${mark}`);
  const asked = [];
  const clock = createClock();
  const answer = message => {
    asked.push(String(message));
    return echo(String(message));
  };
  const server = await startServer(0, answer, { timers: clock.timers, ...options });
  t.ok(server instanceof Server, 'startServer() returns the server that createServer() gave');
  const connections = [];
  server.on('connection', connection => connections.push(connection));
  t.after(() => close(server, connections));
  await t.within(WAIT, listening(server), 'the server to listen');
  return { server, clock, echo, asked };
}

/** A client that the server has accepted: its own end, the server's end, and `next()`, which gives what it hears. */
async function connected(t, server, { reads = true } = {}) {
  const accepted = once(server, 'connection');
  // Never ended by itself: a server that only says goodbye has not got rid of a client that stays.
  const client = await t.within(WAIT, dial(server.address().port, { allowHalfOpen: true }), 'a connection to the server');
  client.on('error', () => {});
  t.after(() => client.destroy());
  const turnedAway = once(client, 'close').then(() => []);
  const [connection] = await t.within(WAIT, Promise.race([accepted, turnedAway]), 'the server to accept a connection');
  if (!connection) t.fail('a client was turned away, though there was a place for it');
  if (!reads) client.pause();
  const messages = messagesFrom(client);
  return {
    client,
    connection,
    next: async () => {
      const { value = 'the end' } = await t.within(WAIT, messages.next(), 'an answer from the server');
      return value;
    },
  };
}

/** Asks until an answer waits in the server, since the kernel takes no more. */
async function filled(t, { client, connection }, asked, request) {
  const waits = () => connection.writableLength > 0;
  for (let count = 1; !waits() && count <= MOST_SHEETS; count++) {
    client.write(request());
    await t.within(WAIT, until(() => waits() || asked.length === count), 'the server to answer');
    await turns(3);
  }
}

async function asks(t, { client, next }, word, echo, outcome) {
  client.write(framed(word));
  t.equal(await next(), echo(word), 'the answer', outcome);
}

/** Writes, and waits until the server has read it or has gone. */
async function read(t, { client, connection }, bytes) {
  const all = connection.bytesRead + bytes.length;
  client.write(bytes);
  const arrived = until(() => connection.bytesRead >= all || connection.destroyed);
  await t.within(WAIT, arrived, 'the server to read what was sent');
  await turns(3);
}

/** The server's end is closed. The client's stays as it is: hostile ones do not close theirs. */
async function gone(t, { connection }, what) {
  await t.within(WAIT, closed(connection), what);
}

/** More clients than are allowed: each is turned away without an answer, and leaves nothing behind in the server. */
async function tooMany(t, server, asked) {
  const accepted = [];
  server.on('connection', connection => accepted.push(connection));
  for (let at = 0; at < 3; at++) {
    const word = t.text(7);
    const client = await t.within(WAIT, dial(server.address().port, { allowHalfOpen: true }), 'a connection').catch(() => null);
    if (client === null) continue;
    t.after(() => client.destroy());
    client.on('error', () => {});
    const heard = [];
    client.on('data', chunk => heard.push(chunk));
    client.write(framed(word));
    const ended = Promise.race([once(client, 'end'), closed(client)]).catch(() => {});
    const answered = once(client, 'data').catch(() => {});
    await t.within(WAIT, Promise.race([ended, answered]), 'the server to turn away one client too many');
    if (asked.includes(word) || heard.length > 0) {
      t.evidence('it was answered', Buffer.concat(heard));
      t.fail('one client more than maxConnections was served', 'served');
    }
    for (const connection of accepted.splice(0)) await gone(t, { connection }, 'the server to close what it has turned away');
    client.destroy();
    await t.within(WAIT, closed(client), 'this client to close');
  }
}

function halves(t, bytes) {
  const cut = t.int(1, bytes.length - 1);
  return [bytes.subarray(0, cut), bytes.subarray(cut)];
}

async function until(condition) {
  while (!condition()) await turns(1);
}

async function turns(count) {
  for (let turn = 0; turn < count; turn++) await new Promise(resolve => setImmediate(resolve));
}

/** Until a count has not changed for 60 turns of the event loop: turns, not time, so that a slow machine has as many. */
async function settled(count) {
  let last = -1;
  for (let still = 0; still < 60; still++) {
    if (count() !== last) still = 0;
    last = count();
    await turns(1);
  }
}
