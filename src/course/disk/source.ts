import { isMap, isScalar, LineCounter, parseDocument, type Document, type Node, type Pair } from 'yaml';
import type { z } from 'zod';

import type { Problem, Read } from './problem.ts';

type Path = readonly PropertyKey[];

/**
 * YAML or JSON with its places in a file: says where a value or a key stands, so that a mistake can be shown there.
 * `firstLine` is the line of the file on which the text begins.
 */
export class Source {
  readonly file: string;
  /** Why the text is no YAML, or no JSON. */
  readonly #broken: readonly Problem[];
  readonly #document: Document.Parsed;
  readonly #lines = new LineCounter();
  readonly #firstLine: number;

  constructor(file: string, text: string, { firstLine = 1, json = false } = {}) {
    this.file = file;
    this.#firstLine = firstLine;
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
    const refused = json ? refusedAsJson(text) : undefined;
    this.#broken = (
      refused ? [refused] : this.#document.errors.map(({ pos, message }) => ({ offset: pos[0], message }))
    ).map(({ offset, message }) => this.#at(offset, message));
  }

  /** The value, whatever it is; undefined when the text is no YAML or JSON. */
  get value(): unknown {
    return this.#broken.length > 0 ? undefined : this.#document.toJS();
  }

  /** The value as a schema has it, or else everything that is wrong with it, each at its place. */
  read<T>(schema: z.ZodType<T>): Read<T> {
    if (this.#broken.length > 0) return { value: undefined, problems: this.#broken };
    const { data, error } = schema.safeParse(this.value);
    return { value: data, problems: (error?.issues ?? []).flatMap(issue => this.#problemsOf(issue)) };
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

  #problemsOf(issue: z.core.$ZodIssue): Problem[] {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map(key =>
        this.problemAtKey([...issue.path, key], `"${key}" is not known here; is it misspelt?`),
      );
    }
    const name = issue.path.join('.');
    const missing = issue.path.length > 0 && this.#document.getIn(issue.path) === undefined;
    if (missing) return [this.problemAtKey(issue.path.slice(0, -1), `"${name}" is missing`)];
    return [this.problem(issue.path, name ? `"${name}": ${issue.message}` : issue.message)];
  }

  #at(offset: number, message: string): Problem {
    const { line, col } = this.#lines.linePos(offset);
    return { file: this.file, line: Math.max(line, 1) + this.#firstLine - 1, column: Math.max(col, 1), message };
  }
}

/** Why and where a text is no JSON. Most of YAML is none, and whoever else reads the file knows only JSON. */
function refusedAsJson(text: string): { offset: number; message: string } | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const { message } = error as Error;
    const offset = Number(/at position (\d+)/.exec(message)?.[1] ?? text.length);
    return { offset, message: `is not JSON: ${message}` };
  }
}

function offsetOf(node: unknown): number | undefined {
  return (node as Node | undefined)?.range?.[0];
}

function keyOf(pair: Pair): unknown {
  return isScalar(pair.key) ? pair.key.value : undefined;
}
