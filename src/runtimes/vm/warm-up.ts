import type { RunPayload } from '../../emulator/protocol.ts';

/** A run without a reader: the machine gets it over with in spare time, so that its emulator has compiled what it needs. */
export type WarmUpPayload = Omit<RunPayload, 'seed'>;

/**
 * Rounds of each program. v86 compiles a page of code once it has interpreted a million instructions of it, the
 * browser compiles that again when it has run for a while, and a short program spends only a few thousand on most of
 * its pages: in Chromium the bench's UDP took 104 ms after 120 rounds and 81 after 300.
 */
export const ROUNDS = 300;
/** Rounds of what the reader has run, where it is not just that: it is mostly the same, and they may soon press again. */
export const REPEATS = 5;
/** A round that takes longer, in ms, is broken off, and its program left out after the second time. */
export const ROUND_LIMIT_MS = 5_000;
/**
 * All rounds of one lesson together, in ms, with the restores between them: warmth is worth a minute of one core, not an
 * afternoon's battery, and whoever presses Run after a minute shall find the machine at rest.
 */
export const BUDGET_MS = 50_000;

interface Part {
  payload: WarmUpPayload;
  left: number;
  late: number;
}

export interface Warmer {
  /** Takes these programs in place of those it had; what was warmed up before keeps its count. */
  learn(programs: readonly WarmUpPayload[]): void;
  /** The reader has run this to its end, in so many ms: the next run is likely to be like it. */
  saw(payload: WarmUpPayload, ms: number): void;
  /** What to warm up next, the least warmed up first; undefined when all is as warm as it gets. */
  next(): WarmUpPayload | undefined;
  /** The round that `next` gave has ended, or was broken off for its length, and the machine is fresh again. */
  ended(payload: WarmUpPayload, ms: number, late: boolean): void;
}

export function createWarmer(): Warmer {
  /** Every program ever told, by its text: a lesson that comes again, in another payload, goes on where it was. */
  const told = new Map<string, Part>();
  let parts: Part[] = [];
  const repeats = new Map<string, Part>();
  let spent = 0;

  return {
    learn(programs) {
      parts = programs.map(payload => {
        const text = textOf(payload);
        const part = { payload, left: told.get(text)?.left ?? ROUNDS, late: 0 };
        told.set(text, part);
        return part;
      });
      repeats.clear();
      // Another lesson, on the machine that was kept from the one before, has a time of its own.
      if (parts.some(({ left }) => left === ROUNDS)) spent = 0;
    },
    saw(payload, ms) {
      // One of a kind: the last Run and the last Check.
      if (ms < ROUND_LIMIT_MS && !told.has(textOf(payload)))
        repeats.set(payload.program, { payload, left: REPEATS, late: 0 });
    },
    next() {
      if (spent > BUDGET_MS) return undefined;
      const open = [...parts, ...repeats.values()].filter(({ left, late }) => left > 0 && late < 2);
      return open.sort((one, other) => other.left - one.left)[0]?.payload;
    },
    ended(payload, ms, late) {
      spent += ms;
      for (const part of [...parts, ...repeats.values()]) {
        if (part.payload !== payload) continue;
        part.left--;
        if (late) part.late++;
      }
    },
  };
}

function textOf({ program, files }: WarmUpPayload): string {
  return JSON.stringify([program, files]);
}
