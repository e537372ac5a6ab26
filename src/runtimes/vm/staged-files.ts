import type { RunPayload } from '../../emulator/protocol.ts';

type Files = RunPayload['files'];
type Program = Pick<RunPayload, 'program' | 'files'>;

/** The last Run and the last Check. */
const RECENT = 2;

/**
 * What a fresh machine can be given before anybody presses Run: the guest takes as long to write six files as to run a
 * short program. A run is then sent only what differs from it, and finds exactly its own files, in its own order.
 */
export interface FilesAhead {
  /** These programs are likely to come, in place of all that was known before. */
  learn(programs: readonly Program[]): void;
  /** The reader has run this, and is likely to run it again, a little changed. */
  saw(program: Program): void;
  /** The files that all known programs begin with, and `next` too where it is certain to come; as they were last. */
  common(next?: Program): Files;
}

export function createFilesAhead(): FilesAhead {
  let told: readonly Program[] = [];
  let recent: Program[] = [];

  return {
    learn(programs) {
      told = programs;
      recent = [];
    },
    saw(program) {
      recent = [program, ...recent.filter(other => other.program !== program.program)].slice(0, RECENT);
    },
    common(next) {
      const [latest, ...others] = [...(next ? [next] : []), ...recent, ...told];
      if (!latest) return {};
      const entries = Object.entries(latest.files);
      const shared = others.map(({ files }) => samePaths(entries, Object.keys(files)));
      return Object.fromEntries(entries.slice(0, Math.min(entries.length, ...shared)));
    },
  };
}

/** How many paths are the same from the start. */
function samePaths(entries: readonly (readonly [string, unknown])[], paths: readonly string[]): number {
  const different = entries.findIndex(([path], i) => path !== paths[i]);
  return different < 0 ? entries.length : different;
}

/**
 * Those of `files` that a machine with `written` still lacks; undefined when something was written that is not among
 * them, or in another order: then the machine must be restored first.
 */
export function filesMissing(files: Files, written: Files): Files | undefined {
  const entries = Object.entries(files);
  const ahead = Object.entries(written);
  if (
    samePaths(
      ahead,
      entries.map(([path]) => path),
    ) < ahead.length
  )
    return undefined;
  return Object.fromEntries(entries.filter(([, content], i) => i >= ahead.length || !isSame(content, ahead[i]![1])));
}

function isSame(one: string | Uint8Array, other: string | Uint8Array): boolean {
  if (typeof one === 'string' || typeof other === 'string') return one === other;
  return one.length === other.length && one.every((byte, i) => byte === other[i]);
}
