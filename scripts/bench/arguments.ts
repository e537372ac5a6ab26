import { parseArgs } from 'node:util';

import { didYouMean } from '../../src/course/disk/did-you-mean.ts';

/** What `npm run bench` measures; all of it unless one is asked for. */
export const PARTS = ['site', 'machine', 'lived-in', 'grading', 'class'] as const;
export type Part = (typeof PARTS)[number];

export interface BenchArguments {
  parts: readonly Part[];
  /** The folder of another checkout that is built, or its `dist`. */
  beside?: string;
  /** Samples of everything whose median is told; each part has its own number without it. */
  rounds?: number;
  /** How long a class of each size is at work. */
  seconds?: number;
}

/** Reads what stands after `npm run bench --`; throws an error that says what to write instead. */
export function readArguments(args: readonly string[]): BenchArguments {
  const { beside, rounds, only, seconds } = parse(args);
  if (beside === '') throw new Error('--beside wants a folder: npm run bench -- --beside ../other-checkout');
  if (rounds !== undefined && !/^[1-9]\d?$/.test(rounds))
    throw new Error(`--rounds ${rounds} is no number of rounds; write one from 1 to 99, such as --rounds 3`);
  if (seconds !== undefined && !/^[1-9]\d{0,3}$/.test(seconds))
    throw new Error(`--seconds ${seconds} is no length of time; write seconds from 1 to 9999, such as --seconds 60`);
  if (only !== undefined && !isPart(only))
    throw new Error(`--only ${only} is no part of the bench${didYouMean(only, PARTS)}`);
  if (beside !== undefined && only !== undefined && only !== 'lived-in')
    throw new Error(`--beside is about the part lived-in; --only ${only} leaves that out`);
  return {
    parts: only === undefined ? PARTS : [only],
    ...(beside !== undefined && { beside }),
    ...(rounds !== undefined && { rounds: Number(rounds) }),
    ...(seconds !== undefined && { seconds: Number(seconds) }),
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ args: [...args], options: { beside: text, rounds: text, only: text, seconds: text } }).values;
  } catch (error) {
    // Node names the argument, and goes on with advice about `--` that npm's own `--` makes hard to follow.
    const [what] = (error as Error).message.split('. ');
    throw new Error(
      `${what}; there are --beside <folder>, --rounds <number>, --seconds <number> and --only <${PARTS.join('|')}>`,
    );
  }
}

const isPart = (word: string): word is Part => (PARTS as readonly string[]).includes(word);
