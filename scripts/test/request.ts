import { didYouMean } from '../../src/course/disk/did-you-mean.ts';

const CHANGED = '--changed';

/** What `npm test` was asked for. */
export interface TestRequest {
  /** Ids of stages; all, if there are none. */
  stages: readonly string[];
  /** Only what the changes since `main` can affect. */
  changed: boolean;
}

/** Reads the words after `npm test --`; throws where one is neither a stage's id nor a flag. */
export function testRequestFrom(words: readonly string[], ids: readonly string[]): TestRequest {
  for (const word of words) {
    if (word === CHANGED || ids.includes(word)) continue;
    throw new Error(
      word.startsWith('-')
        ? `npm test: no flag "${word}"${didYouMean(word, [CHANGED])}`
        : `npm test: no stage "${word}"${didYouMean(word, ids)}`,
    );
  }
  return { stages: words.filter(word => word !== CHANGED), changed: words.includes(CHANGED) };
}
