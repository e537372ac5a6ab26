import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { setImmediate } from 'node:timers';

import { attack, check } from '#check';
import { createClock } from '#check/clock';
import { ReliableReceiver, ReliableSender } from '#work/reliable.mjs';

const WAIT = 8_000;
const LIMIT = { limit: 20_000 };
const TOKEN = 8;
const HEADER = TOKEN + 4;
/** In each of two runs: by then every bit of a random token has been both 0 and 1. */
const TOKENS = 48;

check('order', t => {
  const { receiver, delivered, acks } = receiving();
  const messages = texts(t, 6);
  const sent = messages.map((message, number) => datagramOf(t, number, message));
  const way = shuffled(t, [...sent.keys()]);
  t.evidence('the numbers, in the order they came', way.join(' '));
  for (const number of way) {
    receiver.receive(sent[number]);
    t.equal(acks.at(-1), sent[number].subarray(0, HEADER), 'the ack to a datagram', 'no-ack');
  }
  t.equal(delivered, messages, 'what was delivered');
  receiver.receive(datagramOf(t, messages.length, ''));
  t.equal(delivered.at(-1), '', 'an empty message');
  const [noText, raw] = [Buffer.concat([t.bytes(t.int(9, 40)), Buffer.from([0xff])]), []];
  new ReliableReceiver(() => {}, message => raw.push(message)).receive(datagramOf(t, 0, noText));
  t.equal(raw, [noText], 'a message that is no text');

  const [one, two] = [receiving(), receiving()];
  const [mine, yours] = texts(t, 2);
  one.receiver.receive(datagramOf(t, 1, mine));
  two.receiver.receive(datagramOf(t, 0, yours));
  t.equal(two.delivered, [yours], 'what the second of two receivers delivered', 'crossed');
  one.receiver.receive(datagramOf(t, 0, yours));
  t.equal(one.delivered, [yours, mine], 'what the first of two receivers delivered', 'crossed');
});

attack('duplicate', { legit: 'order' }, t => {
  const { receiver, delivered, acks } = receiving();
  const messages = texts(t, 4);
  const sent = messages.map((message, number) => datagramOf(t, number, message));
  // Each is there again right away, after the next one, and when all is over.
  const way = [0, 0, 2, 2, 1, 0, 2, 3, 1, 3, 0, 1, 2, 3];
  t.evidence('the numbers, in the order they came', way.join(' '));
  for (const number of way) {
    const before = acks.length;
    receiver.receive(sent[number]);
    if (acks.length === before) t.fail('the first ack may have been lost, and this copy got none', 'no-ack');
    t.equal(acks.at(-1), sent[number].subarray(0, HEADER), 'the ack to a copy');
  }
  t.equal(delivered, messages, 'what was delivered', delivered.length > messages.length ? 'twice' : undefined);
});

attack('far-ahead', { legit: 'order' }, t => {
  const window = t.int(3, 9);
  const { receiver, delivered, acks } = receiving({ window });
  const messages = texts(t, window + 1);
  const sent = messages.map((message, number) => datagramOf(t, number, message));
  // The window is counted from the next number expected, whatever has come before its turn.
  receiver.receive(sent[window - 1]);
  t.equal(acks.length, 1, 'acks to the last number of the window', 'too-strict');
  // Among them such as end in bytes of a number within the window.
  const cut = [0x100, 0x10000, 0x1000000].map(more => more + t.int(0, window - 1));
  for (const number of [window, window + t.int(1, 99), ...cut, 0x7fffffff, 0x80000000 + t.int(0, 99), 0xffffffff]) {
    receiver.receive(number === window ? sent[window] : datagramOf(t, number, t.text(5)));
    if (acks.length === 1) continue;
    t.evidence('the window', String(window));
    t.fail(`number ${number} got an ack`, 'promised');
  }
  for (let number = window - 2; number >= 0; number--) receiver.receive(sent[number]);
  t.equal(acks.length, window, 'acks to all that is within the window', 'too-strict');
  t.equal(delivered, messages.slice(0, window), 'what was delivered', delivered.length > window ? 'kept' : undefined);
  receiver.receive(sent[window]);
  t.equal(delivered, messages, 'what was delivered, when the window had moved on', 'too-strict');
});

check('acked', LIMIT, async t => {
  const { sender, sent, clock } = sending();
  const messages = [t.text(9), `${t.text(4)} 열쇠`, t.bytes(t.int(1, 200))];
  const waits = messages.map(message => watched(sender.send(message)));
  await turns(2);
  t.equal(sent.length, 3, 'datagrams on the wire after three calls of send()');
  for (const [number, datagram] of sent.entries()) {
    t.evidence(`datagram ${number + 1}`, datagram);
    t.equal(datagram.length >= HEADER && datagram.readUInt32BE(TOKEN), number, 'its number');
    t.equal(datagram.subarray(HEADER), Buffer.from(messages[number]), 'its message');
  }
  await turns(5);
  t.equal(waits.map(({ end }) => end), ['none', 'none', 'none'], 'what send() has said before any ack', 'too-early');
  const way = shuffled(t, [0, 1, 2]);
  for (const number of way) {
    sender.receive(sent[number].subarray(0, HEADER));
    await endedAs(t, waits[number], 'resolved');
    const others = waits.filter((_, other) => way.indexOf(other) > way.indexOf(number)).map(({ end }) => end);
    t.ok(others.every(end => end === 'none'), 'the others still wait for their own acks', 'crossed');
    sender.receive(sent[number].subarray(0, HEADER)); // an ack may come twice, too
  }
  clock.advance(10_000);
  await turns(2);
  t.equal(sent.length, 3, 'datagrams on the wire when all have been acknowledged', 'goes-on');
  t.equal(clock.waiting, 0, 'timers that still wait', 'left');
});

check('loss', { limit: 30_000 }, async t => {
  const road = await createRoad(t);
  const clock = createClock();
  const delivered = [];
  const retry = t.int(100, 900);
  const count = 12;
  // In the first round every ack gets lost: what has been delivered then comes again.
  const noAcks = Array(2 * count).fill('lost');
  const receiver = new ReliableReceiver(road.bad(road.two, road.one, noAcks), message => delivered.push(String(message)));
  const sender = new ReliableSender(road.bad(road.one, road.two, ['twice', 'late', 'lost', 'twice']), { retry, tries: 40, timers: clock.timers });
  road.one.on('message', datagram => sender.receive(datagram));
  road.two.on('message', datagram => receiver.receive(datagram));
  const messages = texts(t, count);
  const waits = messages.map(message => watched(sender.send(message)));
  for (let round = 0; round < 40 && waits.some(({ end }) => end === 'none'); round++) {
    await settled(() => road.arrived());
    noAcks.length = 0;
    clock.advance(retry);
  }
  await settled(() => road.arrived());
  t.evidence('the road', road.told());
  t.equal(delivered, messages, 'what was delivered, over real UDP and a bad road');
  t.equal(waits.map(({ end }) => end), messages.map(() => 'resolved'), 'what send() said to each message');
  t.equal(clock.waiting, 0, 'timers that still wait', 'left');
});

check('gives-up', LIMIT, async t => {
  const [retry, tries] = [t.int(100, 900), t.int(3, 7)];
  const { sender, sent, clock } = sending({ retry, tries });
  const [lost, other] = texts(t, 2);
  const [hopeless, lucky] = [watched(sender.send(lost)), watched(sender.send(other))];
  await turns(2);
  sender.receive(sent[1].subarray(0, HEADER));
  await endedAs(t, lucky, 'resolved');
  const tried = () => sent.filter(datagram => datagram.subarray(HEADER).equals(Buffer.from(lost))).length;
  for (let time = 1; time < tries; time++) {
    clock.advance(retry - 1);
    await turns(2);
    t.equal(tried(), time, 'how often it had been sent, 1 ms before another try', 'too-often');
    clock.advance(1);
    await turns(2);
    t.equal(tried(), time + 1, 'how often it had been sent', 'too-seldom');
    t.equal(sent.at(-1).subarray(TOKEN, HEADER), sent[0].subarray(TOKEN, HEADER), 'the number of another try');
  }
  clock.advance(retry - 1);
  await turns(5);
  t.equal(hopeless.end, 'none', 'what send() said while the last try still had time', 'too-early');
  clock.advance(1);
  await endedAs(t, hopeless, 'rejected');
  clock.advance(20 * retry);
  await turns(2);
  t.equal(tried(), tries, 'how often it was sent in all', 'too-often');
  t.equal(clock.waiting, 0, 'timers that still wait', 'left');
  t.equal(sent.length - tried(), 1, 'how often a message was sent whose ack had come at once', 'too-often');

  const slow = watched(sender.send(t.text(6)));
  await turns(2);
  const ack = Buffer.from(sent.at(-1).subarray(0, HEADER));
  clock.advance(retry);
  await turns(2);
  sender.receive(ack);
  await turns(5);
  t.equal(slow.end, 'resolved', 'what send() said to an ack to the first try that came after the second');
});

attack('forged-ack', { legit: 'acked', ...LIMIT }, async t => {
  await unpredictable(t);
  const retry = t.int(100, 900);
  const { sender, sent, clock } = sending({ retry, tries: 100 });
  const first = watched(sender.send(t.text(8)));
  await turns(2);
  sender.receive(sent[0].subarray(0, HEADER));
  await endedAs(t, first, 'resolved');
  const pending = watched(sender.send(t.text(8)));
  await turns(2);
  const honest = Buffer.from(sent.at(-1).subarray(0, HEADER));
  const [token, number] = [honest.subarray(0, TOKEN), honest.subarray(TOKEN)];
  // Each bit of a byte is wrong in one of them: text of seven bits has not the highest.
  const shift = t.int(0, 7);
  const near = at => Buffer.from(honest.map((byte, each) => (each === at ? byte ^ (1 << ((at + shift) % 8)) : byte)));
  for (const [what, forged] of [
    ['a token of zeros', Buffer.concat([Buffer.alloc(TOKEN), number])],
    ['a guessed token', Buffer.concat([t.bytes(TOKEN), number])],
    ...Array.from(token, (_, at) => ['a token that is wrong in one bit', near(at)]),
    ['the token of the message before', Buffer.concat([sent[0].subarray(0, TOKEN), number])],
    ['no token', number],
    ['half of the token', Buffer.concat([token.subarray(0, 4), number])],
    ['the token, and another number', Buffer.concat([token, sent[0].subarray(TOKEN, HEADER)])],
    ['the ack to the message before', sent[0].subarray(0, HEADER)],
    ['nothing at all', Buffer.alloc(0)],
  ]) {
    t.evidence(`a forged ack: ${what}`, forged);
    const before = sent.length;
    sender.receive(Buffer.from(forged));
    await turns(2);
    t.equal(pending.end, 'none', 'what send() says after a forged ack', 'believed');
    clock.advance(retry);
    await turns(2);
    t.equal(sent.length, before + 1, 'datagrams on the wire after another retry', 'silenced');
  }
  sender.receive(Buffer.from(sent.at(-1).subarray(0, HEADER)));
  await endedAs(t, pending, 'resolved');
});

attack('stray', { legit: 'acked', ...LIMIT }, async t => {
  const { receiver, delivered, acks } = receiving();
  const { sender, sent } = sending();
  const pending = watched(sender.send(t.text(5)));
  const strays = [0, 1, TOKEN - 1, TOKEN, HEADER - 1].map(length => t.bytes(length));
  for (const stray of strays) {
    t.evidence(`a stray datagram of ${stray.length} bytes`, stray);
    receiver.receive(stray);
    t.equal(acks.length, 0, 'acks to a datagram that is too short to be one of ours', 'answered');
    t.equal(delivered, [], 'what was delivered of it', 'answered');
  }
  for (const stray of [...strays, t.bytes(HEADER), t.bytes(t.int(HEADER + 1, 1400))]) sender.receive(stray);
  await turns(2);
  t.equal(pending.end, 'none', 'what send() says after stray datagrams', 'believed');
  const message = t.text(6);
  receiver.receive(datagramOf(t, 0, message));
  t.equal(delivered, [message], 'what was delivered of an honest datagram afterwards');
  sender.receive(sent[0].subarray(0, HEADER));
  await endedAs(t, pending, 'resolved');
});

/** Two fresh copies of the module are what a program and the same program restarted have. The clocks stand still. */
async function unpredictable(t) {
  const clocks = [[Date, 'now'], [Math, 'random'], [performance, 'now'], [process.hrtime, 'bigint']];
  const own = clocks.map(([object, key]) => object[key]);
  const seen = new Set();
  for (const [at, [object, key]] of clocks.entries()) {
    object[key] = () => (typeof own[at].call(object) === 'bigint' ? 42n : 0.42);
  }
  try {
    for (const run of ['first', 'second']) {
      const fresh = await import(`#work/reliable.mjs?${run}=${t.int(1, 1e9)}`);
      const { sender, sent } = sending({}, fresh.ReliableSender);
      for (let time = 0; time < TOKENS; time++) watched(sender.send('the same'));
      await turns(2);
      const tokens = sent.map(datagram => datagram.subarray(0, TOKEN));
      t.evidence(`two tokens of the ${run} run`, Buffer.concat(tokens.slice(0, 2)));
      for (const token of tokens) {
        if (seen.has(token.toString('hex'))) t.fail('the same token came twice', 'repeated', { actual: token });
        seen.add(token.toString('hex'));
      }
      const still = Array.from({ length: TOKEN }, (_, at) => sameBits(tokens.map(token => token[at])));
      if (still.some(bits => bits !== 0)) t.fail('some bits of all the tokens are the same', 'few-bits', { actual: Buffer.from(still) });
    }
  } finally {
    for (const [at, [object, key]] of clocks.entries()) object[key] = own[at];
  }
}

/** The bits in which all of the bytes agree. */
function sameBits(bytes) {
  return bytes.reduce((bits, byte) => bits & ~(byte ^ bytes[0]), 0xff);
}

function receiving(options) {
  const [delivered, acks] = [[], []];
  const receiver = new ReliableReceiver(
    ack => acks.push(Buffer.from(ack)),
    message => delivered.push(String(message)),
    options,
  );
  return { receiver, delivered, acks };
}

function sending(options, Sender = ReliableSender) {
  const clock = createClock();
  const sent = [];
  const sender = new Sender(datagram => sent.push(Buffer.from(datagram)), { ...options, timers: clock.timers });
  return { sender, sent, clock };
}

/** A promise, and how it has ended by now: none, resolved, rejected. */
function watched(promise) {
  const watch = { end: 'none' };
  watch.done = Promise.resolve(promise).then(
    () => void (watch.end = 'resolved'),
    () => void (watch.end = 'rejected'),
  );
  return watch;
}

async function endedAs(t, watch, end) {
  await t.within(WAIT, watch.done, 'send() to end');
  t.equal(watch.end, end, 'how send() ended');
}

/** Two UDP sockets, and what a bad road does to datagrams between them. */
async function createRoad(t) {
  const [one, two] = [await openSocket(t), await openSocket(t)];
  const counts = { lost: 0, twice: 0, late: 0, sent: 0 };
  let arrived = 0;
  for (const socket of [one, two]) socket.on('message', () => arrived++);
  // Chance decides only after all of it has happened once.
  const bad = (from, to, fates) => {
    let held = [];
    return datagram => {
      counts.sent++;
      const fate = fates.shift() ?? t.pick(['lost', 'lost', 'twice', 'late', 'sent', 'sent']);
      counts[fate] += fate === 'sent' ? 0 : 1;
      const copy = Buffer.from(datagram);
      if (fate === 'lost') return;
      if (fate === 'late') {
        held.push(copy);
        return;
      }
      for (const each of [copy, ...(fate === 'twice' ? [copy] : []), ...held]) from.send(each, to.address().port, '127.0.0.1');
      held = [];
    };
  };
  return {
    one,
    two,
    bad,
    arrived: () => arrived,
    told: () => `${counts.sent} datagrams: ${counts.lost} lost, ${counts.twice} doubled, ${counts.late} held back`,
  };
}

async function openSocket(t) {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  t.after(() => new Promise(resolve => socket.close(resolve)));
  await t.within(WAIT, once(socket, 'listening'), 'a UDP socket');
  return socket;
}

function datagramOf(t, number, message) {
  const header = Buffer.concat([t.bytes(TOKEN), Buffer.alloc(4)]);
  header.writeUInt32BE(number, TOKEN);
  return Buffer.concat([header, Buffer.from(message)]);
}

/** In an order of which at least two are not in their places. */
function shuffled(t, list) {
  const way = [...list];
  for (let at = way.length - 1; at > 0; at--) {
    const other = t.int(0, at - 1);
    [way[at], way[other]] = [way[other], way[at]];
  }
  return way;
}

function texts(t, count) {
  return Array.from({ length: count }, () => t.text(t.int(8, 14)));
}

async function turns(count) {
  for (let turn = 0; turn < count; turn++) await new Promise(resolve => setImmediate(resolve));
}

/** Until a count has not changed for 20 turns of the event loop. */
async function settled(count) {
  let last = -1;
  for (let still = 0; still < 20; still++) {
    if (count() !== last) still = 0;
    last = count();
    await turns(1);
  }
}
