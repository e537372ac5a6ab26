import { attack, check } from '#check';
import { memoryUsage } from './memory.mjs';
import { frame, Framer } from '#work/framing.mjs';

const HEADER = 4;
const DEFAULT_MAX = 64 * 1024;
/** Announced to each of so many framers: what a small machine can spare, and far more than they have been given. */
const ANNOUNCED = { framers: 32, bytes: 128 * 1024 };
const MAY_TAKE = 1024 * 1024;

check('frame', t => {
  const words = t.text(t.int(1, 40));
  for (const message of [words, `열쇠 ${words}`, t.bytes(t.int(256, 700)), t.bytes(DEFAULT_MAX + t.int(300, 900)), '']) {
    const body = Buffer.from(message);
    const framed = frame(message);
    const told = Buffer.from(framed).subarray(0, HEADER);
    const characters = message.length !== body.length && told.equals(headerOf(message.length));
    t.equal(told, headerOf(body.length), `the header of ${body.length} bytes`, characters ? 'characters' : undefined);
    t.equal(Buffer.from(framed).subarray(HEADER), body, 'what stands behind the header');
  }
});

check('whole', t => {
  const framer = new Framer({ max: 2 * DEFAULT_MAX });
  const messages = [t.text(9), '', t.bytes(t.int(256, 700)), `${t.text(3)} 열쇠`, t.bytes(DEFAULT_MAX + t.int(300, 900))];
  const given = messages.map(message => pushed(t, framer, framed(message)));
  for (const [at, message] of messages.entries()) {
    t.equal(given[at], [Buffer.from(message)], `what push() gave for a frame of ${Buffer.byteLength(message)} bytes`);
  }
});

check('together', t => {
  const framer = new Framer();
  const messages = texts(t, t.int(3, 6));
  messages.splice(t.int(1, 2), 0, '');
  const last = t.text(t.int(5, 9));
  const cut = t.int(1, HEADER + 4);
  const chunk = Buffer.concat([...messages.map(framed), framed(last).subarray(0, cut)]);
  t.evidence(`one chunk: ${messages.length} frames and the beginning of another`, chunk);
  const given = pushed(t, framer, chunk);
  const later = pushed(t, framer, framed(last).subarray(cut));
  t.equal(shown(given), messages, 'the messages in the chunk', given.length === 1 ? 'one' : undefined);
  t.equal(shown(later), [last], 'the message that was only begun there', 'forgot-the-rest');
});

check('cut', t => {
  const [one, two] = [t.text(t.int(6, 8)), t.text(t.int(4, 6))];
  const stream = Buffer.concat([framed(one), framed(two)]);
  const first = framed(one).length;
  t.evidence('two frames', stream);
  for (let cut = 1; cut < stream.length; cut++) {
    const framer = new Framer();
    const outcome = cut % first < HEADER ? 'header' : undefined;
    const given = [stream.subarray(0, cut), stream.subarray(cut)].map(part => shown(pushed(t, framer, part)));
    const complete = cut < first ? [] : [one];
    t.equal(given, [complete, cut < first ? [one, two] : [two]], `the messages of two chunks, cut after byte ${cut}`, outcome);
  }
});

check('two-streams', t => {
  const step = t.int(2, HEADER - 1);
  // The first frame of each ends one byte into a chunk, which the second one begins.
  const said = Array.from({ length: 3 }, () => [t.text(4 * step - HEADER + 1), t.text(t.int(9, 12)), t.text(t.int(6, 8))]);
  const heard = said.map(() => []);
  const framers = said.map(() => new Framer());
  const streams = said.map(messages => Buffer.concat(messages.map(framed)));
  for (let at = 0; at < Math.max(...streams.map(one => one.length)); at += step) {
    for (const [who, stream] of streams.entries()) {
      heard[who].push(...pushed(t, framers[who], stream.subarray(at, at + step)));
    }
  }
  for (const [who, messages] of said.entries()) {
    const others = said.filter(one => one !== messages).flat();
    const crossed = shown(heard[who]).some(message => others.includes(message));
    t.equal(shown(heard[who]), messages, 'the messages of one of three', crossed ? 'crossed' : undefined);
  }
});

attack('drip', { legit: 'whole' }, t => {
  // Three empty messages at the end: of pieces of nine bytes and more, one holds the ends of two.
  const messages = [t.text(t.int(5, 20)), t.bytes(t.int(300, 500)), t.text(t.int(5, 20)), '', '', ''].map(one => Buffer.from(one));
  const stream = Buffer.concat(messages.map(framed));
  for (const size of [1, t.int(2, 3), t.int(9, 12)]) {
    const framer = new Framer();
    const heard = [];
    for (let at = size; at < stream.length + size; at += size) {
      heard.push(...pushed(t, framer, stream.subarray(at - size, at)));
      const complete = messages.filter((_, index) => ends(messages, index) <= at).length;
      t.equal(heard.length, complete, `how many messages had come after ${at} bytes, ${size} at a time`);
    }
    for (const [at, message] of messages.entries()) t.equal(heard[at], message, 'a message that came in small pieces');
  }
});

attack('huge-length', { legit: 'whole' }, async t => {
  const max = t.int(40, 400);
  const fits = t.bytes(max);
  letIn(t, new Framer({ max }), fits, 'a message of exactly max bytes');
  letIn(t, new Framer(), Buffer.alloc(DEFAULT_MAX, fits), 'a message of 64 KiB, when max was not told');
  // The limit is for one message: more than max may come in one chunk, and wait with the beginning of the next.
  notRefused(t, new Framer({ max }), [fits, fits, fits].map(framed), 'a chunk of several messages that max allows');

  const browser = Buffer.from('GET / HTTP/1.1\r\n');
  const announced = [max + 1, max + 256, 0x10000 + t.int(1, max), 0x7fffffff, 0x80000000 + t.int(0, max), 0xffffffff];
  for (const header of [...announced.map(headerOf), browser]) await refused(t, () => new Framer({ max }), header);
  await refused(t, () => new Framer(), headerOf(DEFAULT_MAX + 1));
});

attack('announced', { legit: 'whole' }, t => {
  const begun = t.bytes(t.int(1, 9));
  const framers = [];
  let taken = 0;
  while (framers.length < ANNOUNCED.framers) {
    // One by one, since memory may be given back at any moment, by whatever was thrown away before.
    const before = memoryUsage().arrayBuffers;
    const framer = framers[framers.push(new Framer({ max: ANNOUNCED.bytes })) - 1];
    pushed(t, framer, Buffer.concat([headerOf(ANNOUNCED.bytes), begun]));
    taken += Math.max(0, memoryUsage().arrayBuffers - before);
  }
  t.evidence('sent, on 32 connections', `${framers.length * (HEADER + begun.length)} bytes`);
  t.evidence('taken by your framers', `${taken} bytes`);
  if (taken > MAY_TAKE) t.fail('memory was taken for bytes that have only been announced', 'taken');

  const rest = Buffer.alloc(ANNOUNCED.bytes - begun.length, 7);
  const given = framers.slice(-2).map(framer => pushed(t, framer, rest));
  for (const messages of given) t.equal(messages, [Buffer.concat([begun, rest])], 'the message, once all of it had come');
});

function letIn(t, framer, message, what) {
  t.equal(notRefused(t, framer, [framed(message)], what), [message], what);
}

/** Gives what push() gives for frames in one chunk. */
function notRefused(t, framer, frames, what) {
  try {
    return pushed(t, framer, Buffer.concat(frames));
  } catch (error) {
    if (error.failure) throw error; // of pushed()
    t.fail(`${what} was refused`, 'too-strict', { actual: `${error.name}: ${error.message}` });
  }
}

/** However a header arrives, it is refused at once and for good. */
async function refused(t, start, header) {
  t.evidence('a header from a stranger', header);
  const bytes = [...header].map(byte => Buffer.from([byte]));
  for (const [how, before, last] of [
    ['in one chunk', [], header],
    ['byte by byte', bytes.slice(0, HEADER - 1), bytes[HEADER - 1]],
  ]) {
    const framer = start();
    for (const chunk of before) pushed(t, framer, chunk);
    await t.refuses(() => pushed(t, framer, last), `more than max is announced, ${how}`, 'waits');
    for (const time of ['next', 'second']) await t.refuses(() => pushed(t, framer, framed(t.text(5))), `the ${time} chunk after it`, 'went-on');
  }
  const framer = start();
  const good = t.text(4);
  try {
    // Whether what stood before the bad header is still given is left to the framer.
    t.equal(shown(pushed(t, framer, Buffer.concat([framed(good), header]))), [good], 'the message before the header');
  } catch (error) {
    if (error.failure) throw error;
  }
  await t.refuses(() => pushed(t, framer, framed(t.text(5))), 'a chunk after a header that stood behind a message', 'went-on');
}

function pushed(t, framer, chunk) {
  // A copy of its own, as every 'data' event of a socket brings.
  const given = framer.push(Buffer.from(chunk));
  if (typeof given?.[Symbol.iterator] !== 'function' || typeof given === 'string' || Buffer.isBuffer(given)) {
    t.fail('push() gives an array of messages, an empty one when none is complete', 'no-array', { actual: given });
  }
  return [...given];
}

function headerOf(length) {
  const header = Buffer.alloc(HEADER);
  header.writeUInt32BE(length);
  return header;
}

function framed(message) {
  const body = Buffer.from(message);
  return Buffer.concat([headerOf(body.length), body]);
}

/** Where in the stream the frame of a message ends. */
function ends(messages, index) {
  return messages.slice(0, index + 1).reduce((sum, message) => sum + HEADER + message.length, 0);
}

function texts(t, count) {
  return Array.from({ length: count }, () => t.text(t.int(6, 12)));
}

function shown(messages) {
  return messages.map(message => (message instanceof Uint8Array ? Buffer.from(message).toString() : message));
}
