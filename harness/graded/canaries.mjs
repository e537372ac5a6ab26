// A graded run is told of its checks by other names, and has canaries among them: a check once more, in which one statement
// has become one that nothing can meet. An honest answer fails it at that statement, in the words it was given; whoever
// has taken hold of statements, verdicts or records passes it. To the learner's code both are the same calls.
import { types } from 'node:util';

import { closeWays } from './guard.mjs';

const { isUint8Array } = types;

/** Each takes the context and `[one, other, oneAgain]`, and throws the harness's failure, with `word` as its message. */
const IMPOSSIBLE = {
  __proto__: null,
  equal: (t, [one, other], word, actual) =>
    isUint8Array(actual) ? t.equal(one, other, word) : t.equal(one.toString('hex'), other.toString('hex'), word),
  notEqual: (t, [one, , again], word) => t.notEqual(one, again, word),
  ok: (t, [one, other], word) => t.ok(one.equals(other), word),
  refuses: (t, [one], word) => t.refuses(() => one, word),
};
const DECOY_BYTES = 16;

/**
 * Closes what graded code may not reach for, and gives what makes the run's checks of those that were registered: in the
 * order of `plan`, a list of `{ id, of }` for the check `of` under another name and `{ id, of, at, word }` for a canary
 * in which the `at`-th statement cannot be met.
 */
export function grading({ plan, childProcesses }, onMark) {
  closeWays(onMark, { childProcesses });
  return entries => {
    const named = new Map(plan.filter(({ word }) => word === undefined).map(({ id, of }) => [of, id]));
    const planned = plan.flatMap(one => {
      const entry = entries.find(({ id }) => id === one.of);
      return entry ? { ...entry, ...asPlanned(entry, one, named) } : [];
    });
    return [...planned, ...entries.filter(({ id }) => !named.has(id))];
  };
}

function asPlanned({ legit, body }, { id, at, word }, named) {
  const twin = word === undefined && legit !== undefined ? { legit: named.get(legit) } : { legit: undefined };
  return { id, ...twin, body: t => judged(body, t, at, word) };
}

/** The same steps for a check as for a canary: the stack must not tell them apart. */
async function judged(body, t, at, word) {
  const one = t.bytes(DECOY_BYTES);
  const decoys = [one, t.bytes(DECOY_BYTES), Buffer.from(one)];
  await body(contextOf(t, decoys, at, word));
  // It may have fewer statements, or catch what they throw.
  if (word !== undefined) t.equal(decoys[0], decoys[1], word);
}

function contextOf(t, decoys, at, word) {
  let made = 0;
  return new Proxy(t, {
    get(_, key) {
      const value = t[key];
      if (typeof value !== 'function') return value;
      return (...given) =>
        key in IMPOSSIBLE && ++made === at ? IMPOSSIBLE[key](t, decoys, word, given[0]) : value.apply(t, given);
    },
  });
}
