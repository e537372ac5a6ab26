/** A mistake in a wrong answer: its line, from 1, and what to do. `file` is relative to `wrong/`, where it is another. */
export class Mistake extends Error {
  readonly line: number;
  readonly file: string | undefined;

  constructor(line: number, message: string, file?: string) {
    super(message);
    this.line = line;
    this.file = file;
  }
}
