/**
 * What a program writes comes in streams. This table is all that is known of them: the seam's names, the guest's pipes,
 * the protocol's letters and the limits follow from it.
 */

interface Stream {
  /** Of its frames (src/emulator/protocol.ts): one that no other frame of the guest has. */
  letter: string;
  /** In the program, below 20; 0 is standard input, 4 to 6 are the guest's own (image/guest/zygote.cjs). */
  descriptor: number;
  /** Whose bytes and lines it draws from. */
  limit: keyof typeof LIMITS;
  /** The variable that tells a program the descriptor, where that is no standard one. */
  variable?: string;
}

interface Limit {
  bytes: number;
  /** Each line may cost its reader more than its bytes. */
  lines: number;
  /** What a program wrote too much to, where it is not what a person reads. */
  where?: string;
}

/** What a run may write; the byte after it ends the run. */
export const LIMITS = {
  /** Far more than a person reads. */
  output: { bytes: 1024 * 1024, lines: Infinity },
  /** Room for every check's evidence, not for a flood. */
  report: { bytes: 4 * 1024 * 1024, lines: 10_000, where: "the descriptor of the checks' report" },
} as const satisfies Record<string, Limit>;

export const STREAMS = {
  stdout: { letter: 'o', descriptor: 1, limit: 'output' },
  stderr: { letter: 'e', descriptor: 2, limit: 'output' },
  /** The checker's own channel. */
  report: { letter: 'r', descriptor: 3, limit: 'report', variable: 'REPORT_FD' },
} as const satisfies Record<string, Stream>;

type Table = typeof STREAMS;
export type OutputStream = keyof Table;
export type StreamLetter = Table[OutputStream]['letter'];
export type LimitName = keyof typeof LIMITS;
/** Streams that a person reads. */
export type PrintedStream = { [S in OutputStream]: Table[S]['limit'] extends 'output' ? S : never }[OutputStream];

/** Every stream with its row, in the order of the table. */
export const streams = (): [OutputStream, Stream][] => Object.entries(STREAMS) as [OutputStream, Stream][];

/** The stream whose frames have this letter. */
export function streamOf(letter: string): OutputStream | undefined {
  return streams().find(([, stream]) => stream.letter === letter)?.[0];
}

export function isPrinted(stream: OutputStream): stream is PrintedStream {
  return STREAMS[stream].limit === 'output';
}

/** One value for each stream. */
export function perStream<T>(make: (stream: OutputStream) => T): Record<OutputStream, T> {
  return Object.fromEntries(streams().map(([name]) => [name, make(name)])) as Record<OutputStream, T>;
}

/** What tells a program its descriptors: variables of its environment. */
export function descriptorVariables(): Record<string, string> {
  const named = streams().flatMap(([, { variable, descriptor }]) => (variable ? [[variable, `${descriptor}`]] : []));
  return Object.fromEntries(named) as Record<string, string>;
}

/** The table for a guest, which has no JSON: a line for each stream, `<descriptor> <letter> [<variable>]`. */
export function streamLines(): string {
  const lines = streams().map(([, { descriptor, letter, variable = '' }]) => `${descriptor} ${letter} ${variable}`);
  return lines.map(line => `${line.trimEnd()}\n`).join('');
}
