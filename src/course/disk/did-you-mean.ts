/** `; did you mean "nonce"?` where a candidate is near the word, else the candidates themselves, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const all = [...candidates];
  const near = all
    .map(one => ({ one, away: distance(word, one) }))
    .filter(({ one, away }) => away <= Math.max(2, Math.ceil(one.length / 3)))
    .sort((a, b) => a.away - b.away)[0];
  if (near) return `; did you mean "${near.one}"?`;
  return all.length > 0 && all.length <= 30 ? `; there are: ${all.join(', ')}` : '';
}

/** Levenshtein's distance: the fewest letters to insert, delete or replace. */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(replaced, row[j]! + 1, next[j - 1]! + 1);
    }
    row = next;
  }
  return row[b.length]!;
}
