import * as babel from 'prettier/plugins/babel';
import * as estree from 'prettier/plugins/estree';
import { formatWithCursor } from 'prettier/standalone';

/** The text as it should be laid out with the caret where it was in it, or the line that keeps it from being read. */
export type Formatted = { text: string; caret: number } | { line: number };

/** As this project's own code, and most of the lessons', is laid out. */
const STYLE = { printWidth: 120, singleQuote: true, trailingComma: 'all', arrowParens: 'avoid' } as const;

/** Lays a .mjs, .js or .json file out with Prettier; `caret` counts UTF-16 units. Fetched with the first press. */
export async function format(path: string, text: string, caret: number): Promise<Formatted> {
  const parser = path.endsWith('.json') ? 'json' : 'babel';
  try {
    const done = await formatWithCursor(text, {
      ...STYLE,
      parser,
      plugins: [babel, estree],
      cursorOffset: caret,
    });
    return { text: done.formatted, caret: Math.max(0, Math.min(done.cursorOffset, done.formatted.length)) };
  } catch (error) {
    const { loc } = error as { loc?: { start?: { line?: number } } };
    if (loc?.start?.line === undefined) throw error;
    return { line: loc.start.line };
  }
}
