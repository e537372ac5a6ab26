import type { Problem } from '../src/course/disk/problem.ts';

/** The page a writer sees instead of the site while the course has mistakes; Vite's client reloads it. */
export function problemsPage(problems: readonly Problem[]): string {
  const items = problems.map(
    ({ file, line, column, message }) =>
      `<li><code>${escape(file)}:${line}:${column}</code><p>${escape(message)}</p></li>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${problems.length} to mend - Handshake</title>
<script type="module" src="/@vite/client"></script>
<style>
  :root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif; }
  body { max-width: 60rem; margin: 3rem auto; padding: 0 1.5rem; }
  li { margin-block: 1rem; }
  p { margin: 0; }
</style>
<h1>The course has ${problems.length === 1 ? 'a mistake' : `${problems.length} mistakes`}</h1>
<ol>${items.join('')}</ol>
<p>This page becomes the site again as soon as they are mended.</p>
</html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`);
}
