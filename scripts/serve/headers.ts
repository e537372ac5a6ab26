/** Files whose name changes with their content: what Astro builds, and the machine's versioned folders. */
const HASHED = /^\/(_astro\/|machine\/[^/]+\/)/;

/**
 * What makes a page cross-origin isolated (HTML, 7.2.4.3 and 7.1.3), which WebContainer needs and nothing else here:
 * the machine runs with and without. Every answer must have them: an isolated page refuses workers that do not.
 */
export const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  // Safari knows no `credentialless`.
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/**
 * The HTTP headers of a file of the site, by its path; the one place for them. Content types, lengths and entity
 * tags are the file server's. `isolated` unless the site does without WebContainer.
 */
export function headersFor(pathname: string, { isolated = true } = {}): Record<string, string> {
  return {
    ...(isolated && ISOLATION),
    // Names in /machine/ and of learners' files must not be guessed into scripts.
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    // Licence texts hold names of people everywhere; unsaid, a browser takes them for its own country's old encoding.
    ...(pathname.endsWith('.txt') && { 'Content-Type': 'text/plain;charset=utf-8' }),
    // RFC 9111, 5.2.2.4: `no-cache` keeps a copy but asks each time whether it is still the one.
    'Cache-Control': HASHED.test(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
}
