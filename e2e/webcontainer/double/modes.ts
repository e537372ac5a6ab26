/**
 * How the double behaves:
 * - `faithful`: as the service does by its protocol, on real Node;
 * - `faithful-gaps`: the same, and what is reported not to work there (gaps.cjs) throws or answers wrongly;
 * - `mute`: its page comes and says nothing; `403`: a refusal; `reset`: a broken connection;
 * - `slow`: everything comes, late;
 * - `out-of-memory-once`: the first instance is refused, the second is not;
 * - `gone-in-mid-run`: its frame dies at a program's first output, and never answers again;
 * - `split-utf8`: output comes in pieces that end inside characters.
 */
export const MODES = [
  'faithful',
  'faithful-gaps',
  'mute',
  '403',
  'reset',
  'slow',
  'out-of-memory-once',
  'gone-in-mid-run',
  'split-utf8',
] as const;
export type Mode = (typeof MODES)[number];

/** Milliseconds that `slow` takes for each of its two steps: the first message, and an instance. */
export const SLOW_MS = 2_500;
