import type { FileMode } from './file-modes.ts';
import type { FileMap } from './workspace.ts';

/** Before the name of a file of one's own in a draft: no path of a lesson has it, so a later lesson's file never clashes. */
const MARK = '+';
const ENDINGS = ['mjs', 'js', 'json', 'txt', 'pem'];
/** Some beside a lesson's one or two; a draft is kept in one record. */
export const MOST_OWN = 12;
const LONGEST_NAME = 40;

/**
 * What Node would read of itself beside the answer, and the harness, whose places in an error must not be taken for the
 * learner's.
 */
const RESERVED = [
  'package.json',
  'package-lock.json',
  ...['chance', 'clock', 'harness', 'lock', 'report', 'run', 'wire'].map(name => `${name}.mjs`),
];

/** A file that the learner has made beside the lesson's: its key in the draft, its name in the work folder. */
export interface OwnFile {
  key: string;
  name: string;
}

/** Why a file cannot have a name; `outside` is one with folders in it. */
export type NameProblem = 'empty' | 'outside' | 'ending' | 'letters' | 'long' | 'reserved' | 'taken' | 'many';

type Lesson = Readonly<Record<string, FileMode>>;

export function ownKey(name: string): string {
  return MARK + name;
}

/** What is wrong with a name for a new file; `there` are the names of all files that there are. */
export function nameProblem(name: string, there: readonly string[]): NameProblem | undefined {
  if (name === '') return 'empty';
  if (/[/\\]/.test(name)) return 'outside';
  if (name.length > LONGEST_NAME) return 'long';
  const ending = name.slice(name.lastIndexOf('.') + 1);
  if (!name.includes('.') || !ENDINGS.includes(ending)) return 'ending';
  if (!/^\w[\w-]*(\.[\w-]+)+$/.test(name)) return 'letters';
  if (RESERVED.includes(name.toLowerCase())) return 'reserved';
  // A disk that does not tell cases apart would have only one of them.
  return there.some(one => one.toLowerCase() === name.toLowerCase()) ? 'taken' : undefined;
}

/** The part of a draft that is files of one's own. */
export function ownPart(draft: FileMap): FileMap {
  return Object.fromEntries(Object.entries(draft).filter(([key]) => isOwnKey(key)));
}

/** Files of one's own in a draft, in their order; where the lesson has a file of that name by now, under another one. */
export function ownFiles(draft: FileMap, lesson: Lesson): OwnFile[] {
  const there = Object.keys(lesson).map(path => path.toLowerCase());
  return Object.keys(draft)
    .filter(isOwnKey)
    .map(key => {
      let name = key.slice(MARK.length);
      while (there.includes(name.toLowerCase())) name = `my-${name}`;
      there.push(name.toLowerCase());
      return { key, name };
    });
}

/** The texts of files of one's own in a draft, by name. */
export function ownTexts(draft: FileMap, lesson: Lesson): FileMap {
  return Object.fromEntries(ownFiles(draft, lesson).map(({ key, name }) => [name, draft[key]!]));
}

/** The key in a draft of the file of one's own with this name. */
export function keyOf(draft: FileMap, lesson: Lesson, name: string): string | undefined {
  return ownFiles(draft, lesson).find(file => file.name === name)?.key;
}

/** The same draft with a file under another key, in its place. */
export function renamed(draft: FileMap, from: string, to: string): FileMap {
  return Object.fromEntries(Object.entries(draft).map(([key, text]) => [key === from ? to : key, text]));
}

/** Whether a draft's key may stand there: what comes from outside is asked. */
export function isOwnKey(key: string): boolean {
  return key.startsWith(MARK) && nameProblem(key.slice(MARK.length), []) === undefined;
}

/** Whether Run can start a file of this name. */
export function isProgram(name: string): boolean {
  return /\.m?js$/.test(name);
}

/**
 * Those of one's own files that the answer uses, as far as its text tells: their names stand in it, or in one of
 * them that it uses. More would change what is judged, fewer would refuse an answer in two files.
 */
export function usedBy(answer: FileMap, own: FileMap): FileMap {
  const used = new Map<string, string>();
  const texts = Object.values(answer);
  for (let text = texts.pop(); text !== undefined; text = texts.pop()) {
    for (const [name, content] of Object.entries(own)) {
      if (used.has(name) || !names(text, name)) continue;
      used.set(name, content);
      texts.push(content);
    }
  }
  return Object.fromEntries([...used].sort());
}

/** By its whole name, or as `require` may name it, without its ending. */
function names(text: string, name: string): boolean {
  const whole = name.replaceAll('.', String.raw`\.`);
  const stem = whole.replace(/\\\.json$|\\\.js$/, '');
  const short = stem === whole ? '' : String.raw`|/${stem}(?=['"\x60])`;
  return new RegExp(String.raw`(?<![\w.-])${whole}(?![\w-])${short}`).test(text);
}
