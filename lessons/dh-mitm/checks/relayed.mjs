import { Relay } from '#work/attack.mjs';

import { keyPair, UnprovedTalk } from './given.mjs';

/** A talk of the kind that the learner found, with their relay in it; `first` is whose share goes first. */
export function relayed(t, first) {
  const [relay, ends] = [new Relay(), { alice: new UnprovedTalk(keyPair(t)), bob: new UnprovedTalk(keyPair(t)) }];
  const told = {};
  for (const from of first === 'alice' ? ['alice', 'bob'] : ['bob', 'alice']) {
    const given = relay.share(from, Buffer.from(ends[from].share));
    t.ok(given instanceof Uint8Array && given.length === 32, 'share() gives 32 bytes', 'kind');
    told[other(from)] = Buffer.from(given);
  }
  for (const to of ['alice', 'bob']) ends[to].agree(told[to]);
  return { ...ends, told, relay };
}

/** One end writes, mallory reads it and writes something else, and the other end reads that. */
export function overheard(t, { relay, ...ends }, from, written, instead) {
  const heard = [];
  const box = Buffer.from(ends[from].seal(written));
  const given = relay.box(from, box, message => {
    heard.push(Buffer.from(message));
    return Buffer.from(instead);
  });
  t.equal(heard, [written], 'what mallory has read');
  t.ok(given instanceof Uint8Array, 'box() gives a Buffer', 'kind');
  t.equal(opened(t, ends[other(from)], given), instead, 'what the other end reads');
}

function opened(t, end, box) {
  try {
    return end.open(Buffer.from(box));
  } catch (error) {
    return t.fail('the other end cannot open the box', 'closed', { actual: error.message });
  }
}

function other(name) {
  return name === 'alice' ? 'bob' : 'alice';
}
