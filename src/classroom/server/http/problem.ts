/** Why a request is not carried out, as an HTTP status; told in words by a page or not at all. */
export class Problem extends Error {
  readonly status: number;
  readonly retryAfterMs: number | undefined;

  constructor(status: number, retryAfterMs?: number) {
    super(`HTTP ${status}`);
    this.name = 'Problem';
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}
