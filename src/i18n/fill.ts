/**
 * Fills `{name}` places: `fill('{n} of {m}', { n: 1, m: 3 })` is `1 of 3`. Apart from the strings, so that a page
 * can load it without them.
 */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
