/**
 * Why a file of the site did not come.
 * - `offline`: no answer at all; `timeout`: none within `limit` ms; `status`: an error answer, see `status`;
 * - `not-json`: an answer that cannot be read, as from a login page of a network.
 */
export class FetchProblem extends Error {
  readonly kind: 'offline' | 'timeout' | 'status' | 'not-json';
  readonly status: number;

  constructor(kind: FetchProblem['kind'], url: string, status = 0) {
    super(`${url} could not be fetched: ${kind}${status ? ` ${status}` : ''}`);
    this.name = 'FetchProblem';
    this.kind = kind;
    this.status = status;
  }
}

export const FETCH_LIMIT_MS = 30_000;

/** Fetches JSON of the site's own making; rejects with a `FetchProblem`, or with the signal's reason. */
export async function fetchJson<T>(url: string, signal?: AbortSignal, limit = FETCH_LIMIT_MS): Promise<T> {
  const late = AbortSignal.timeout(limit);
  const both = signal ? AbortSignal.any([signal, late]) : late;
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, { signal: both });
    text = await response.text();
  } catch {
    signal?.throwIfAborted();
    throw new FetchProblem(late.aborted ? 'timeout' : 'offline', url);
  }
  if (!response.ok) throw new FetchProblem('status', url, response.status);
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new FetchProblem('not-json', url);
  }
}
