import type { Authority } from './certificates.ts';
import { byHand } from './by-hand.ts';
import { byNode } from './by-node.ts';
import { byOthers } from './by-others.ts';
import type { Shape } from './frames.ts';
import type { Recorded, Situation } from './situation.ts';

/** Every situation that is judged. */
export function situations(authority: Authority): Situation[] {
  return [...byNode(authority), ...byHand(authority), ...byOthers(authority)];
}

const SHAPES: readonly Shape[] = [
  { link: 'ethernet', ip: 4 },
  { link: 'raw', ip: 6 },
  { link: 'linuxSll', ip: 4 },
  { link: 'ethernet', ip: 6 },
  { link: 'loopback', ip: 4 },
  { link: 'linuxSll2', ip: 6 },
];

export interface Recording extends Recorded {
  situation: Situation;
}

/** Runs them, some at a time, each in another shape. */
export async function record(all: readonly Situation[], atOnce = 4): Promise<Recording[]> {
  const recordings: Recording[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let n = next++; n < all.length; n = next++) {
      const situation = all[n]!;
      recordings[n] = { situation, ...(await situation.run(SHAPES[n % SHAPES.length]!)) };
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return recordings;
}
