/** The program behind Run: the one that the lesson names, or the file it begins with. */
export function runBy({ run, entry }: { run?: string | undefined; entry: string }): string {
  return run ?? entry;
}
