import { isMap, isScalar, LineCounter, parseDocument, type Document, type Node, type Pair } from 'yaml';
import type { z } from 'zod';

/** A mistake in the course, at a place an editor can open; lines and columns count from 1. */
export interface Problem {
  /** Relative to the project's root. */
  file: string;
  line: number;
  column: number;
  message: string;
}

/** `file:line:column  message`, one a line: terminals and editors make links of it. */
export function formatProblems(problems: readonly Problem[]): string {
  return problems.map(({ file, line, column, message }) => `${file}:${line}:${column}  ${message}`).join('\n');
}

type Path = readonly PropertyKey[];

/**
 * YAML or JSON (which is YAML) with its places in a file: says where a value or a key stands, so that a mistake
 * can be shown there. `firstLine` is the line of the file on which the text begins.
 */
export class Source {
  readonly file: string;
  readonly problems: Problem[] = [];
  readonly #document: Document.Parsed;
  readonly #lines = new LineCounter();
  readonly #firstLine: number;

  constructor(file: string, text: string, firstLine = 1) {
    this.file = file;
    this.#firstLine = firstLine;
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
    for (const error of this.#document.errors) this.problems.push(this.#at(error.pos[0], error.message));
  }

  /** Undefined when the text is no YAML; `problems` then says why. */
  get value(): unknown {
    return this.#document.errors.length > 0 ? undefined : this.#document.toJS();
  }

  /** A problem at the value under `path`, or at the nearest thing above it that is there. */
  problem(path: Path, message: string): Problem {
    for (let length = path.length; length > 0; length--) {
      const offset = offsetOf(this.#document.getIn(path.slice(0, length), true));
      if (offset !== undefined) return this.#at(offset, message);
    }
    return this.#at(0, message);
  }

  /** A problem at a key itself: for a name that should not be there, or one that lacks something inside. */
  problemAtKey(path: Path, message: string): Problem {
    const parent = path.length > 1 ? this.#document.getIn(path.slice(0, -1), true) : this.#document.contents;
    const pair = isMap(parent) ? parent.items.find(item => keyOf(item) === path.at(-1)) : undefined;
    const offset = offsetOf(pair?.key);
    return offset === undefined ? this.problem(path, message) : this.#at(offset, message);
  }

  /** Everything a schema finds wrong with the value, each at its place. */
  mistakes(schema: z.ZodType): Problem[] {
    const issues = schema.safeParse(this.value).error?.issues ?? [];
    return issues.flatMap(issue => {
      if (issue.code === 'unrecognized_keys') {
        return issue.keys.map(key =>
          this.problemAtKey([...issue.path, key], `"${key}" is not known here; is it misspelt?`),
        );
      }
      const name = issue.path.join('.');
      const missing = issue.path.length > 0 && this.#document.getIn(issue.path) === undefined;
      const message = missing ? `"${name}" is missing` : name ? `"${name}": ${issue.message}` : issue.message;
      return missing ? this.problemAtKey(issue.path.slice(0, -1), message) : this.problem(issue.path, message);
    });
  }

  #at(offset: number, message: string): Problem {
    const { line, col } = this.#lines.linePos(offset);
    return { file: this.file, line: Math.max(line, 1) + this.#firstLine - 1, column: Math.max(col, 1), message };
  }
}

function offsetOf(node: unknown): number | undefined {
  return (node as Node | undefined)?.range?.[0];
}

function keyOf(pair: Pair): unknown {
  return isScalar(pair.key) ? pair.key.value : undefined;
}
