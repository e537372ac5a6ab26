import { didYouMean } from '../did-you-mean.ts';
import { Mistake } from './mistake.ts';

/** What a wrong answer says of itself: the first two lines of its diff, or its `about.txt`. */
export interface About {
  /** Ids of the checks that fail, these and no others; the first is the one that the answer was written for. */
  caughtBy: readonly string[];
  /** What somebody who writes this believes, in one English sentence. */
  misconception: string;
}

const FIELDS = ['Caught-by', 'Misconception'] as const;
export const ABOUT_LINES = FIELDS.length;

/** Reads the first two lines of a text; `ids` are the lesson's checks. Throws a `Mistake` at the line to mend. */
export function readAbout(text: string, ids: readonly string[]): About {
  const [caughtBy, misconception] = FIELDS.map((field, at) => readField(text, field, at + 1));
  return { caughtBy: readIds(caughtBy!, ids), misconception: readSentence(misconception!) };
}

export function formatAbout({ caughtBy, misconception }: About): string {
  return `Caught-by: ${caughtBy.join(', ')}\nMisconception: ${misconception}\n`;
}

function readField(text: string, field: string, line: number): string {
  const value = new RegExp(`^${field}: *(.*)$`).exec(text.split('\n')[line - 1] ?? '')?.[1]?.trim();
  if (value) return value;
  throw new Mistake(
    line,
    'must begin "Caught-by: " with the ids of exactly the checks that fail, and "Misconception: " ' +
      `with one sentence, each in a line; "${field}" is missing here`,
  );
}

function readIds(list: string, known: readonly string[]): string[] {
  const ids = list.split(',').map(id => id.trim());
  const unknown = ids.find(id => !known.includes(id));
  if (unknown !== undefined)
    throw new Mistake(1, `"${unknown}" is no check of the lesson${didYouMean(unknown, known)}`);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw new Mistake(1, `names the check "${twice}" twice`);
  return ids;
}

function readSentence(text: string): string {
  if (/[.!?]$/.test(text)) return text;
  throw new Mistake(2, 'the misconception is a sentence; end it with a full stop');
}
