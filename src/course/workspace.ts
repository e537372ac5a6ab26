/** A workspace is a pure overlay of files: later layers win. Paths are relative to a work folder. */
export type FileMap = Readonly<Record<string, string>>;

export function overlay(...layers: readonly FileMap[]): FileMap {
  return Object.assign({}, ...layers);
}

/** The root package.json of every workspace, in the machine and on disk alike. */
export const WORKSPACE_PACKAGE =
  JSON.stringify(
    {
      type: 'module',
      imports: {
        '#check': './check/harness.mjs',
        '#check/chance': './check/chance.mjs',
        '#check/clock': './check/clock.mjs',
        '#check/wire': './check/wire.mjs',
        '#work/*': './work/*',
      },
    },
    null,
    2,
  ) + '\n';

/** What an exercise is run and checked with; fetched once, beside the starter. */
export interface ExerciseBundle {
  slug: string;
  /** File name to PEM text, for the learner's `work/pki/`. */
  pki: FileMap;
  /** `harness.mjs`, `chance.mjs`, `clock.mjs`, `wire.mjs`, `run.mjs`, the checks and `pki/…`, for `check/`. */
  check: FileMap;
}

/** Files for Run: the learner's work and nothing of ours. */
export function runFiles(work: FileMap, bundle: ExerciseBundle): FileMap {
  return {
    'package.json': WORKSPACE_PACKAGE,
    ...under('work/pki/', bundle.pki),
    ...under('work/', work),
  };
}

/** Files for Check: the same, and the checks beside it. */
export function checkFiles(work: FileMap, bundle: ExerciseBundle): FileMap {
  return { ...runFiles(work, bundle), ...under('check/', bundle.check) };
}

/** The same files in a folder (`'pki/'`). */
export function under(folder: string, files: FileMap): FileMap {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [folder + path, text]));
}

/** Those of some files that lie below a folder (`'checks/'`), by their paths in it. */
export function below(folder: string, files: FileMap): FileMap {
  return Object.fromEntries(
    Object.entries(files)
      .filter(([path]) => path.startsWith(folder))
      .map(([path, text]) => [path.slice(folder.length), text]),
  );
}

/** The names of the files and folders right where some files lie, in order. */
export function namesIn(files: FileMap): string[] {
  return [...new Set(Object.keys(files).map(path => path.split('/')[0]!))].sort();
}
