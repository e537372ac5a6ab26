import type { Lang } from '../../i18n/strings.ts';

type Monaco = typeof import('./monaco/index.ts');

/** How long Monaco may take to come; a slow line needs about half of it. */
export const LOAD_SECONDS = 60;

/** Thrown where something has not come in time; the words are the caller's, in the reader's language. */
export class TimedOut extends Error {
  readonly seconds: number;

  constructor(what: string, seconds: number) {
    super(`${what}: nothing within ${seconds} seconds`);
    this.seconds = seconds;
  }
}

let loading: Promise<Monaco> | undefined;

/**
 * Fetches Monaco, once for all editors of the page; after a failure the next call tries again.
 * Rejects with TimedOut after LOAD_SECONDS, or with what the browser says.
 */
export function loadMonaco(lang: Lang): Promise<Monaco> {
  loading ??= withLimit('the editor', LOAD_SECONDS, fetchMonaco(lang)).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function fetchMonaco(lang: Lang): Promise<Monaco> {
  // Said so that a bundler can see it: a server's build must not carry an editor.
  if (import.meta.env.SSR) throw new Error('the editor needs a browser; load it from an effect');
  // Monaco reads its words while its modules start, so they must be there before.
  if (lang === 'ko') await import('monaco-editor/nls/lang/ko.js');
  return import('./monaco/index.ts');
}

async function withLimit<T>(what: string, seconds: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimedOut(what, seconds)), seconds * 1000);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
