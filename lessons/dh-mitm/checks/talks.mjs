import { Talk } from '#work/talk.mjs';

/** Both sides of a talk; `Program` is the module's class as another process has it. */
export function pair(one, two, Program = Talk) {
  return [new Talk(one, two), new Program(two, one)];
}

/** Has both prove to each other; `first` tells who of the two is done before the other begins. Gives both proofs. */
export function meet(a, b, first) {
  const [one, two] = first ? [a, b] : [b, a];
  const proofs = new Map([[one, Buffer.from(one.prove(Buffer.from(two.share)))]]);
  proofs.set(two, Buffer.from(two.prove(Buffer.from(one.share))));
  two.verify(Buffer.from(proofs.get(one)));
  one.verify(Buffer.from(proofs.get(two)));
  return [proofs.get(a), proofs.get(b)];
}

/** Each reads what the other has written: a text, bytes, and nothing. */
export function exchange(t, a, b) {
  for (const message of [Buffer.from(t.text(t.int(9, 30))), t.bytes(t.int(1000, 2000)), Buffer.alloc(0)]) {
    t.equal(Buffer.from(b.open(a.seal(message))), message, 'what the one reads');
    t.equal(Buffer.from(a.open(b.seal(message))), message, 'what the other reads');
  }
}
