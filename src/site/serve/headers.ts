import { policyFor } from './policy.ts';

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

/** Nothing here asks for them, so nothing that gets into a page can. The clipboard and isolation are in use. */
const PERMISSIONS = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'camera',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-create',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'storage-access',
  'usb',
  'window-management',
  'xr-spatial-tracking',
]
  .map(feature => `${feature}=()`)
  .join(', ');

export interface HeaderOptions {
  /** Whether pages are cross-origin isolated: unless the site does without WebContainer. */
  isolated?: boolean;
  /** Of a page with a policy of its own; see policy.ts. */
  policy?: string;
}

/**
 * The HTTP headers of a file of the site, by its path, and of an answer without one, by `''`; the one place for them.
 * Content types, lengths and entity tags are the file server's.
 */
export function headersFor(pathname: string, options: HeaderOptions = {}): Record<string, string> {
  const { isolated = true, policy = policyFor() } = options;
  return {
    ...(isolated && ISOLATION),
    'Content-Security-Policy': policy,
    // Other sites can neither embed a file nor read its bytes from their process (Fetch, 3.7).
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': PERMISSIONS,
    // Names in /machine/ and of learners' files must not be guessed into scripts.
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    // Licence texts hold names of people everywhere; unsaid, a browser takes them for its own country's old encoding.
    ...(pathname.endsWith('.txt') && { 'Content-Type': 'text/plain;charset=utf-8' }),
    // RFC 9111, 5.2.2.4: `no-cache` keeps a copy but asks each time whether it is still the one.
    'Cache-Control': HASHED.test(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
}
