import { attack, check } from '#check';
import { Receiver } from '#work/receiver.mjs';

import { line } from './line.mjs';
import { pack } from './packet.mjs';

const HIGHEST = 2 ** 32 - 1;

check('in-order', async t => {
  // Of two with the same numbers each has its own: other senders, other keys.
  const lines = [
    line(t), line(t, { window: 4 }), line(t, { first: 0 }), line(t, { first: 0 }), line(t, { first: HIGHEST - 12 }),
  ];
  const repeated = t.bytes(9);
  for (let at = 0; at < 36; at++) {
    for (const one of at < 12 ? lines : lines.slice(0, 1)) {
      one.pass(t.int(0, 5_000));
      await deliver(t, one, one.next(at % 3 === 0 ? repeated : t.bytes(t.int(0, 40))), 'a message that arrives in order');
    }
  }
  // Numbers may be left out: packets get lost.
  for (const step of [2, 63, 64, 65, t.int(100, 1e6)]) {
    await deliver(t, lines[0], lines[0].next(t.bytes(5), step), 'a message after lost ones');
  }
  const [key, from] = [t.bytes(32), t.int(0, 255)];
  const usual = new Receiver({ key, from });
  const body = t.bytes(8);
  const given = await usual.receive(pack(key, { from, sequence: 1, time: Date.now(), body }));
  t.equal(bytesOf(given), body, 'a message, with all that was not told as usual');
});

attack('replayed', { legit: 'in-order' }, async t => {
  for (const [window, count] of [[4, 20], [64, 80], [200, 70]]) {
    const one = line(t, { window });
    const sent = [];
    for (let at = 0; at < count; at++) {
      // Some overtake the one before. Whether a late one is let in is another check; it must not be twice.
      const two = at % 10 === 9 ? [one.next(t.bytes(8)), one.next(t.bytes(8))].reverse() : [one.next(t.bytes(8))];
      for (const message of two) {
        await one.receiver.receive(Buffer.from(message.packet));
        sent.push(message);
        await refuse(t, one, message, 'a packet that has just arrived', 'at-once');
      }
      if (at % 3 === 0) await refuse(t, one, sent[0], 'the first packet', 'first');
      if (at % 3 === 1) await refuse(t, one, t.pick(sent), 'an earlier packet', 'later');
    }
    for (const message of sent) await refuse(t, one, message, 'an earlier packet', 'later');
    await deliver(t, one, one.next(t.bytes(8)), 'a new message, after all that');
  }
  // Who comes first is not who grows old first.
  const full = line(t, { window: 8 });
  const [oldest, ...late] = Array.from({ length: 8 }, () => full.next(t.bytes(4)));
  const newest = late.pop();
  for (const { packet } of [newest, oldest, ...late, full.next(t.bytes(4))]) await full.receiver.receive(Buffer.from(packet));
  for (const message of [...late, newest]) await refuse(t, full, message, 'an earlier packet', 'later');
});

check('reordered', async t => {
  // The widest is filled to a third: from its oldest number to its newest in steps of three.
  for (const [window, step] of [[4, 1], [33, 1], [64, 1], [199, 3]]) {
    const one = line(t, { window, first: t.int(300, 1e6) });
    const messages = Array.from({ length: (window - 1) / step + 1 }, () => one.next(t.bytes(6), step));
    const newest = messages.pop();
    await deliver(t, one, newest, 'a message that overtook all others');
    t.evidence('the window', window);
    for (const message of shuffled(t, messages)) {
      await deliver(t, one, message, 'a message that came late, within the window', 'late');
    }
    await deliver(t, one, one.next(t.bytes(6)), 'the next message, after the late ones');
  }
});

attack('too-old', { legit: 'in-order' }, async t => {
  for (const window of [4, 64, 100]) {
    const one = line(t, { window, first: t.int(1000, 1e6) });
    const kept = Array.from({ length: window + 8 }, () => one.next(t.bytes(6)));
    const newest = kept.at(-1);
    await deliver(t, one, newest, 'a message that overtook all others');
    t.evidence('the window', window);
    for (const message of [kept[7], kept[6], kept[0]]) await refuse(t, one, message, 'a packet from before the window', 'old');
    const far = one.next(t.bytes(6), t.int(1e6, 1e9));
    await deliver(t, one, far, 'a message after many lost ones');
    for (const message of [newest, ...kept.filter((_, at) => at % 3 === 0)]) await refuse(t, one, message, 'a packet from before the window', 'old');
    await deliver(t, one, one.next(t.bytes(6)), 'a new message, after all that');
    // Numbers have an end, and nobody has said that they begin again.
    await deliver(t, one, one.next(t.bytes(6), HIGHEST - far.sequence - 1), 'a message after many lost ones');
    for (const message of [newest, far]) await refuse(t, one, message, 'a packet from before the window', 'old');
  }
});

attack('forged', { legit: 'in-order' }, async t => {
  const one = line(t, { window: 64 });
  let last = one.next(t.bytes(8));
  await deliver(t, one, last, 'a message that arrives in order');
  for (let at = 0; at < 4; at++) {
    const message = one.next(t.bytes(8));
    // Mallory has seen it on its way, is faster, and cannot make a tag: it spoils the number, or the window.
    for (const place of [1, 2, message.packet.length - 1, 13 + t.int(0, 7)]) {
      const forged = flipped(t, message.packet, place);
      await refuse(t, one, { ...message, packet: forged }, 'a packet with one bit flipped', 'flipped');
    }
    const ahead = pack(t.bytes(32), { ...message, sequence: message.sequence + 1e6 });
    await refuse(t, one, { ...message, packet: ahead }, 'a packet made with another key', 'key');
    const borrowed = Buffer.concat([message.packet.subarray(0, -32), last.packet.subarray(-32)]);
    await refuse(t, one, { ...message, packet: borrowed }, 'a packet with the tag of an earlier one', 'borrowed');
    await deliver(t, one, message, 'the honest message, after forged ones');
    last = message;
  }
  for (const length of [0, 1, 12, 13, 32, 44, 45, 60]) {
    await refuse(t, one, { packet: t.bytes(length) }, 'a few stray bytes', 'stray');
  }
  await deliver(t, one, one.next(t.bytes(8)), 'the honest message, after forged ones');
});

attack('reflected', { legit: 'in-order' }, async t => {
  const one = line(t, { window: 64 });
  await deliver(t, one, one.next(t.bytes(8)), 'a message that arrives in order');
  for (const from of [one.from ^ 1, one.from ^ 128, (one.from + 1) % 256, one.from === 0 ? 255 : 0]) {
    const message = one.next(t.bytes(8));
    for (const ahead of [0, 1, t.int(1e5, 1e6)]) {
      const back = pack(one.key, { ...message, from, sequence: message.sequence + ahead });
      await refuse(t, one, { ...message, packet: back }, 'a packet of somebody else with the same key', 'from');
    }
    await deliver(t, one, message, 'the honest message, after one that was sent back', 'moved');
  }
  // Number 0 is a sender like all others.
  const zero = line(t, { from: 0 });
  const back = pack(zero.key, { ...zero.next(t.bytes(8)), from: t.int(1, 255) });
  await refuse(t, zero, { packet: back }, 'a packet of somebody else with the same key', 'from');
});

attack('held-back', { legit: 'in-order' }, async t => {
  const skew = t.int(2_000, 90_000);
  const one = line(t, { skew, first: t.int(1000, 1e9) });
  t.evidence('the skew, in ms', skew);
  const kept = [one.next(t.bytes(8)), one.next(t.bytes(8))];
  const ahead = one.next(t.bytes(8), 1, one.now() + skew);
  await deliver(t, one, ahead, 'a message whose time is just near enough', 'near');
  for (const late of [skew, -skew, 1, -1]) {
    const message = one.next(t.bytes(8), 1, one.now() - late);
    await deliver(t, one, message, 'a message whose time is just near enough', 'near');
  }
  for (const late of [skew + 1, -skew - 1, 1000 * skew, -1000 * skew]) {
    const outcome = late > 0 ? 'late' : 'future';
    await refuse(t, one, one.next(t.bytes(8), 1, one.now() - late), 'a packet whose time is too far away', outcome);
  }
  one.pass(skew + 1);
  for (const message of kept) await refuse(t, one, message, 'a packet that was held back', 'late');
  await refuse(t, one, ahead, 'a packet of a clock that is ahead, once more', 'ahead');
  const message = one.next(t.bytes(8));
  await deliver(t, one, message, 'a message, now');
  // A program that starts again has forgotten all numbers. What is old stays old.
  one.pass(skew + 1);
  one.restart();
  await refuse(t, one, message, 'a packet from before the restart', 'restart');
  // The sender has begun anew as well, and comes to the old number a second time.
  for (const step of [-500, 500, 1]) await deliver(t, one, one.next(t.bytes(8), step), 'a message after the restart', 'moved');
});

/** Hands an honest packet to the receiver, which must give its body. */
async function deliver(t, one, { packet, body }, what, outcome) {
  const given = bytesOf(await one.receiver.receive(Buffer.from(packet)));
  if (given === undefined || Buffer.compare(given, body) !== 0) t.evidence('the packet', packet);
  t.equal(given, body, what, outcome);
}

/** Hands over a packet of which nothing may come out; the packet is evidence only where something does. */
async function refuse(t, one, { packet }, what, outcome) {
  const given = await one.receiver.receive(Buffer.from(packet));
  if (given === undefined || given === null || given === false) return;
  t.evidence('the packet', packet);
  t.fail(what, outcome, { actual: given });
}

/** A Buffer of what was given, or undefined for what is none. */
function bytesOf(given) {
  return given instanceof Uint8Array ? Buffer.from(given) : undefined;
}

function flipped(t, bytes, at) {
  const changed = Buffer.from(bytes);
  changed[at] ^= 1 << t.int(0, 7);
  return changed;
}

function shuffled(t, list) {
  const rest = [...list];
  return list.map(() => rest.splice(t.int(0, rest.length - 1), 1)[0]);
}
