import type { ShownCommand, ShownLook } from './hands-on.ts';

/** What the text of a lesson may show of it: its files, and where other lessons are. */
export interface ProseLesson {
  files: Readonly<Record<string, string>>;
  /** By slug; one that is not written yet has no address. */
  lessons: ReadonlyMap<string, { number: number; title: string; href?: string }>;
  /** What it has the reader look at on the wire, and try in the terminal. */
  looks?: readonly ShownLook[];
  commands?: readonly ShownCommand[];
}

/** A remark on the one line of a file that has `at` in it, and the lesson that takes it apart. */
export interface Remark {
  at: string;
  says: string;
  /** A slug. */
  lesson: string;
}

/** The remarks in the order of their lines, each with its line (from 1) and its lesson; throws where one has none of these. */
export function placeRemarks(file: string, remarks: readonly Remark[], { files, lessons }: ProseLesson) {
  const lines = files[file]?.split('\n');
  if (!lines) throw new Error(`<Snippet file="${file}"> is no file of this lesson`);
  return remarks
    .map(({ at, says, lesson: slug }) => {
      const found = lines.flatMap((text, index) => (text.includes(at) ? [index + 1] : []));
      if (found.length !== 1) throw new Error(`"${at}" is on ${found.length} lines of ${file}; name a part of one`);
      const lesson = lessons.get(slug);
      if (!lesson) throw new Error(`<Snippet file="${file}">: the course has no lesson "${slug}"`);
      return { line: found[0]!, says, lesson };
    })
    .sort((one, other) => one.line - other.line);
}
