/**
 * The site's content security policy (CSP Level 3), less what scripts and styles may be: astro.config.mjs adds that, with
 * the hash of every script that stands in a page.
 */
export const DIRECTIVES = [
  "default-src 'self'",
  "connect-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
] as const;

/** The machine compiles WebAssembly while it runs. */
export const SCRIPT_SOURCES = ["'self'", "'wasm-unsafe-eval'"];
/** Monaco and Shiki set styles from script and in attributes. */
export const STYLE_SOURCES = ["'self'", "'unsafe-inline'"];

const BARE = [...DIRECTIVES, `script-src ${SCRIPT_SOURCES.join(' ')}`, `style-src ${STYLE_SOURCES.join(' ')}`].join(
  '; ',
);
const META = /<meta http-equiv="content-security-policy" content="([^"<>\r\n]+)">/i;

/**
 * The policy that is sent with a file: a page's own, which it also has as a `<meta>` for other web servers; every other
 * file's is that of the site, without any script inline: a worker is held to what came with its script (HTML, 10.2.4).
 * Both may stand in no frame, which no `<meta>` can say (CSP, 3.3): who frames a page can make a reader click in it.
 */
export function policyFor(html = ''): string {
  const own = META.exec(html)?.[1] ?? BARE;
  return `${own.trim().replace(/;$/, '')}; frame-ancestors 'none'`;
}
