import { createHash } from 'node:crypto';

import type { Lang } from '../../../i18n/strings.ts';
import type { Answer } from '../http/answer.ts';

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 40rem; margin: 0 auto; padding: 1.5rem 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.375rem; line-height: 1.3; }
ul { list-style: none; padding: 0; }
label { display: flex; gap: 0.75rem; padding-block: 0.5rem; min-height: 1.5rem; }
input { width: 1.25rem; height: 1.25rem; flex: none; }
.button { display: inline-block; font: inherit; padding: 0.75rem 1.25rem; border: 2px solid; border-radius: 0.375rem;
  background: none; color: inherit; text-decoration: none; cursor: pointer; }
:focus-visible { outline: 3px solid; outline-offset: 2px; }
`;

interface Page {
  lang: Lang;
  title: string;
  /** HTML. */
  body: string;
  /** Who may have it in a frame, as sources of CSP; nobody unless told. */
  frames?: readonly string[];
  /** Where its form may go, as a source of CSP. */
  formTo?: string;
  script?: string;
  status?: number;
}

/** Something said by a page, with its meaning for HTML taken away. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}

/**
 * A page that stands by itself: it may stand in a platform's frame, which no page of the site may, and what it does needs
 * neither a session nor the site's scripts.
 */
export function page({ lang, title, body, frames, formTo, script, status = 200 }: Page): Answer {
  const hash = script === undefined ? undefined : createHash('sha256').update(script).digest('base64');
  const policy = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    ...(hash === undefined ? [] : [`script-src 'sha256-${hash}'`]),
    `form-action ${formTo ?? "'none'"}`,
    `frame-ancestors ${frames?.join(' ') ?? "'none'"}`,
  ].join('; ');
  const html = `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="strict-origin">
<title>${escaped(title)} - Handshake</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${body}
</main>
${script === undefined ? '' : `<script>${script}</script>`}
</body>
</html>
`;
  return { html, policy, status };
}
