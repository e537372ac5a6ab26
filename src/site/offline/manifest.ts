/** What `/offline.json` says of a build: every file of the site that a reader without a network needs. */
export interface OfflineManifest {
  /** Digest of each, by the path at which it is asked for: a page by its folder, with a slash at the end. */
  files: Readonly<Record<string, string>>;
}

/** Where the manifest is. */
export const MANIFEST = '/offline.json';

/** Where the service worker is: at the root, since it answers for what lies below (Service Workers, 3.4.4). */
export const WORKER = '/offline.js';

/** The browser's cache of the site; what the machine is made of has its own. */
export const CACHE = 'handshake-site';

/** Files whose name changes with their content: one that is kept needs no question to the server. */
export const HASHED = /^\/_astro\//;

/** Whether a path is answered by a class's server, for whoever is logged in: nothing of it is kept for anybody else. */
export function isOfClass(path: string): boolean {
  return /^\/(([a-z]{2}\/)?class|api|lti|healthz|metrics)(\/|$)/.test(path);
}
