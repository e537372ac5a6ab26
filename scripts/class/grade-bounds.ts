/** How much of this computer grading may take, as it was written after the command; throws an error that says what to write. */
export function gradeBounds({ machines, memory }: { machines?: string | undefined; memory?: string | undefined }) {
  const [count, mebibytes] = [whole('--machines', machines, 64), whole('--memory', memory, 1_048_576)];
  return {
    ...(count !== undefined && { machines: count }),
    ...(mebibytes !== undefined && { memoryBytes: mebibytes * 2 ** 20 }),
  };
}

function whole(name: string, written: string | undefined, most: number): number | undefined {
  if (written === undefined) return undefined;
  const value = Number(written);
  if (/^[1-9]\d*$/.test(written) && value <= most) return value;
  throw new Error(`${name} ${written} is no number from 1 to ${most}`);
}
