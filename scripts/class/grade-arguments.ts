import { parseArgs } from 'node:util';

export interface GradeArguments {
  /** `postgres://...`, or the path of an SQLite file. */
  database: string;
  machines?: number;
  memoryBytes?: number;
}

const USAGE = 'npm run class -- grade --database <postgres://... or file> [--machines <number>] [--memory <MiB>]';

/** Reads what stands after `npm run class -- grade`; throws an error that says what to write instead. */
export function readGradeArguments(args: readonly string[]): GradeArguments {
  const { database, machines, memory } = parse(args);
  if (!database) throw new Error(`--database is missing: ${USAGE}`);
  const [count, mebibytes] = [whole('--machines', machines, 64), whole('--memory', memory, 1_048_576)];
  return {
    database,
    ...(count !== undefined && { machines: count }),
    ...(mebibytes !== undefined && { memoryBytes: mebibytes * 2 ** 20 }),
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ args: [...args], options: { database: text, machines: text, memory: text } }).values;
  } catch (error) {
    const [what] = (error as Error).message.split('. ');
    throw new Error(`${what}; ${USAGE}`);
  }
}

function whole(name: string, written: string | undefined, most: number): number | undefined {
  if (written === undefined) return undefined;
  const value = Number(written);
  if (/^[1-9]\d*$/.test(written) && value <= most) return value;
  throw new Error(`${name} ${written} is no number from 1 to ${most}; ${USAGE}`);
}
