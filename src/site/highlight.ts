import { createHighlighter, type Highlighter } from 'shiki';

import type { FileMap } from '../course/workspace.ts';
import { shikiTheme } from '../ui/code-theme.ts';

const GRAMMARS: Record<string, string> = { mjs: 'javascript', js: 'javascript', json: 'json', ts: 'typescript' };

let highlighter: Promise<Highlighter> | undefined;

/** Files as highlighted HTML for both colour schemes, one `<pre>` each; a kind nobody knows stays plain. */
export async function highlightFiles(files: FileMap): Promise<Record<string, string>> {
  const themes = { light: shikiTheme('light'), dark: shikiTheme('dark') };
  highlighter ??= createHighlighter({ themes: Object.values(themes), langs: Object.values(GRAMMARS) });
  const shiki = await highlighter;
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => {
      const lang = GRAMMARS[path.split('.').at(-1)!] ?? 'text';
      // Shiki gives a line up after half a second, which a busy machine's first line takes; then it has no colours.
      return [path, shiki.codeToHtml(text, { lang, themes, defaultColor: 'light-dark()', tokenizeTimeLimit: 0 })];
    }),
  );
}
