/** A mistake in the course, at a place an editor can open; lines and columns count from 1. */
export interface Problem {
  /** Relative to the project's root. */
  file: string;
  line: number;
  column: number;
  /** What is wrong, and what to write instead. */
  message: string;
}

/** What a reader made of files, as far as it could be read (else undefined), and all that is to be mended in them. */
export interface Read<T> {
  value: T | undefined;
  problems: readonly Problem[];
}

/** What can be mended in a lesson; the message is its list of problems. */
export class LessonError extends Error {
  override name = 'LessonError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(formatProblems(problems));
    this.problems = problems;
  }
}

/** What was read, for whoever can only use it without a mistake. Throws a `LessonError` with all of them. */
export function wholeOf<T>({ value, problems }: Read<T>): T {
  if (value === undefined || problems.length > 0) throw new LessonError(problems);
  return value;
}

/** A problem of a file as a whole, told at its top. */
export function problemAtTop(file: string, message: string): Problem {
  return { file, line: 1, column: 1, message };
}

/** `file:line:column  message`, one a line: terminals and editors make links of it. */
export function formatProblems(problems: readonly Problem[]): string {
  return problems.map(({ file, line, column, message }) => `${file}:${line}:${column}  ${message}`).join('\n');
}
