/**
 * The rings among what files import: each as its files, in no order, and none in two of them. (Its strongly connected
 * components of more than one file, or of one that imports itself; Tarjan, Depth-first search and linear graph algorithms.)
 */
export function cyclesOf(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const reached = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];

  function visit(file: string): void {
    reached.set(file, reached.size);
    lowest.set(file, reached.get(file)!);
    stack.push(file);
    for (const next of imports.get(file) ?? []) {
      if (!reached.has(next)) visit(next);
      if (stack.includes(next)) lowest.set(file, Math.min(lowest.get(file)!, lowest.get(next)!));
    }
    if (lowest.get(file) === reached.get(file)) close(file);
  }

  function close(file: string): void {
    const ring = stack.splice(stack.indexOf(file));
    if (ring.length > 1 || imports.get(file)?.includes(file)) found.push(ring);
  }

  for (const file of imports.keys()) if (!reached.has(file)) visit(file);
  return found;
}
