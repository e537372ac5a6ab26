/** A part of a lesson's file that can be translated by itself. */
export interface Section {
  /** A key of the front matter, or the heading; the text before the first heading has none. */
  name: string;
  /** Counts from 1. */
  line: number;
  text: string;
  /** Whether it stands below the front matter, where names differ from language to language and only the order is the same. */
  body: boolean;
}

const FENCE = /^\s*(```|~~~)/;

/** The sections of a lesson's file: each key at the top of its front matter, and the text by its headings of level 2 and 3. */
export function sectionsOf(file: string): Section[] {
  const lines = file.split('\n');
  const end = lines[0] === '---' ? lines.indexOf('---', 1) : -1;
  const keys = cut(lines.slice(1, Math.max(end, 1)), 2, line => /^(\w+):/.exec(line)?.[1], false);
  const body = cut(lines.slice(end + 1), end + 2, headingOutsideCode(), true);
  return [...keys, ...body].filter(({ text }) => text.trim() !== '');
}

/** Begins a section at each line that has a name. */
function cut(lines: readonly string[], first: number, nameOf: (line: string) => string | undefined, body: boolean) {
  const sections: Section[] = [{ name: '', line: first, text: '', body }];
  for (const [at, line] of lines.entries()) {
    const name = nameOf(line);
    if (name !== undefined) sections.push({ name, line: first + at, text: '', body });
    sections.at(-1)!.text += `${line}\n`;
  }
  return sections;
}

/** A comment of a shell or a heading shown as code looks like a heading. */
function headingOutsideCode(): (line: string) => string | undefined {
  let inCode = false;
  return line => {
    if (FENCE.test(line)) inCode = !inCode;
    return inCode ? undefined : /^#{2,3} (.+)$/.exec(line)?.[1]?.trim();
  };
}
