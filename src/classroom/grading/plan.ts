import { shuffled, type Chance } from './random.server.ts';

/** A check of the lesson, or with a `word` a canary made of one, under the name that it has in one graded run. */
export interface Planned {
  id: string;
  of: string;
  /** Which of the check's statements a canary makes impossible to meet, from 1. */
  at?: number;
  /** What a canary must fail with. */
  word?: string;
}

/** Checks seldom make more statements before they are through; a canary that runs out of them ends with one of its own. */
const STATEMENTS = 4;

/** As ids of checks are built: nothing in a name tells a canary. */
const WORDS = (
  'bad big block bound changed copied cut early empty every fake first fresh full last late long lost many next ' +
  'old other own plain proof same second short slow stale swapped torn twice two whole wrong'
).split(' ');
const THINGS = (
  'answer box byte bytes chain client clock context count end entry field frame header input key label length list ' +
  'message name nonce order packet part peer proof record reply round secret seed sender server state tag text time token value'
).split(' ');

/**
 * What a graded run is made of: every check of the lesson in its order, so that twins come before attacks, and `canaries`
 * copies of some of them at random places in between; all under new names.
 */
export function planOf(ids: readonly string[], canaries: number, random: Chance): Planned[] {
  const names = namesFor(ids.length + canaries, random);
  const plan: Planned[] = ids.map((of, at) => ({ id: names[at]!, of }));
  const copied = Array.from({ length: canaries }, (_, turn) => turn)
    .flatMap(turn => (turn % ids.length === 0 ? shuffled(ids, random) : []))
    .slice(0, canaries);
  copied.forEach((of, turn) => {
    const canary = {
      id: names[ids.length + turn]!,
      of,
      at: 1 + random(STATEMENTS),
      word: `${of}, statement ${names[ids.length + turn]!}`,
    };
    plan.splice(random(plan.length + 1), 0, canary);
  });
  return plan;
}

function namesFor(count: number, random: Chance): string[] {
  const names = new Set<string>();
  while (names.size < count) names.add(`${WORDS[random(WORDS.length)]!}-${THINGS[random(THINGS.length)]!}`);
  return [...names];
}
