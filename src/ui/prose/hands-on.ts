/** A look at the wire, as a page's frontmatter has it (src/course/hands-on.ts). */
export interface ShownLook {
  predict: string;
  ask: string;
  options: readonly string[];
  right: number;
  after: string;
  /** What runs. */
  program: string;
  row: { message: string; from: 'client' | 'server'; nth: number };
}

/** A command for the terminal, and what it shows. */
export interface ShownCommand {
  why: string;
  command: string;
  after: string;
}
