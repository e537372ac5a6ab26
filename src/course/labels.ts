/** What a lesson's checks say in English, and how another language says it. A hole of a template is `{1}`, `{2}` … */
export type Labels = Readonly<Record<string, string>>;

/**
 * A label as a reader's language has it: `{ 'byte {1}': '{1}번째 바이트' }` makes `7번째 바이트` of `byte 7`. Earlier sets
 * win; a label that none of them knows comes back as it is.
 */
export function translated(label: string, ...sets: readonly Labels[]): string {
  for (const labels of sets) {
    if (Object.hasOwn(labels, label)) return labels[label]!;
    for (const [pattern, text] of Object.entries(labels)) {
      const holes = matchHoles(pattern, label);
      if (holes) return text.replace(/\{(\d+)\}/g, (place, n: string) => holes[Number(n) - 1] ?? place);
    }
  }
  return label;
}

/** What stands in the holes of a pattern, in their order; undefined where the label is another one. */
function matchHoles(pattern: string, label: string): string[] | undefined {
  if (!/\{\d+\}/.test(pattern)) return undefined;
  const [first, ...rest] = pattern.split(/\{\d+\}/);
  if (!label.startsWith(first!)) return undefined;
  const holes: string[] = [];
  let from = first!.length;
  for (const [at, part] of rest.entries()) {
    const end = at === rest.length - 1 ? endOf(label, part, from) : label.indexOf(part, from);
    if (end < from) return undefined;
    holes.push(label.slice(from, end));
    from = end + part.length;
  }
  return holes;
}

function endOf(label: string, part: string, from: number): number {
  const end = label.length - part.length;
  return label.endsWith(part) && end >= from ? end : -1;
}
