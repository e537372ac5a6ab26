import type { FileChanges } from './session.ts';
import type { Files } from './runtime.ts';

/** One look at the files: those that differ from the look before. `undefined` is one that is gone. */
export interface Look {
  /** The last of our changes that had been made by then. */
  number: number;
  files: ReadonlyMap<string, Uint8Array | undefined>;
  withheld: readonly string[];
}

/** Changes for the machine, with the number of each step: first what goes, then what is written. */
export interface Mount {
  removed: readonly string[];
  written: Files;
  number: number;
}

/**
 * The files of a session as both sides know them. Each change of ours has a number, and a look says up to which it has
 * seen them: what it tells of a file that we have changed since is old, and ours is on its way.
 */
export class FilesView {
  readonly #content = new Map<string, Uint8Array>();
  readonly #changed = new Map<string, number>();
  /** What we have written that a look may still tell of. */
  #ours: { number: number; written: Readonly<Record<string, Uint8Array>> }[] = [];
  #mounted: ReadonlySet<string>;
  #number = 0;

  constructor(files: Files) {
    this.#mounted = new Set(Object.keys(files));
    for (const [path, content] of Object.entries(files)) this.#content.set(path, toBytes(content));
  }

  /** What is below work/. */
  get files(): Files {
    return Object.fromEntries([...this.#content].filter(([path]) => path.startsWith('work/')));
  }

  /** What has to be done for the machine to have these files; undefined when it has them. */
  mount(files: Files): Mount | undefined {
    const removed = [...this.#mounted].filter(path => !(path in files) && this.#content.has(path));
    const written = Object.entries(files)
      .map(([path, content]) => [path, toBytes(content)] as const)
      .filter(([path, content]) => !isSame(content, this.#content.get(path)));
    this.#mounted = new Set(Object.keys(files));
    if (removed.length + written.length === 0) return undefined;
    const number = ++this.#number;
    for (const path of removed) this.#content.delete(path);
    for (const [path, content] of written) this.#content.set(path, content);
    for (const path of [...removed, ...written.map(([path]) => path)]) this.#changed.set(path, number);
    const made = { number, written: Object.fromEntries(written) };
    this.#ours.push(made);
    return { removed, ...made };
  }

  /** Nothing is known of what a mount has written that did not succeed, until a look tells it. */
  failed({ written }: Mount): void {
    for (const path of Object.keys(written)) this.#content.delete(path);
  }

  /** What a look tells that is new to us; undefined where nothing is. */
  take({ number, files, withheld }: Look): FileChanges | undefined {
    const isOld = (path: string): boolean => (this.#changed.get(path) ?? 0) > number;
    const overwritten = this.#overwritten([...files].filter(([path]) => isOld(path)));
    this.#ours = this.#ours.filter(each => each.number >= number);
    const news = [...files].filter(([path, content]) => !isOld(path) && !isSame(content, this.#content.get(path)));
    for (const [path, content] of news) {
      if (content) this.#content.set(path, content);
      else this.#content.delete(path);
    }
    const kept = withheld.filter(path => !isOld(path));
    for (const path of kept) this.#content.delete(path);
    if (news.length + kept.length + overwritten.length === 0) return undefined;
    const written = news.filter((each): each is [string, Uint8Array] => each[1] !== undefined);
    const removed = news.filter(([, content]) => !content).map(([path]) => path);
    return {
      ...{ written: Object.fromEntries(written), removed, withheld: kept },
      ...(overwritten.length > 0 && { overwritten: Object.fromEntries(overwritten) }),
    };
  }

  /** Those that are no text of ours, neither on its way nor an older one. */
  #overwritten(old: readonly (readonly [string, Uint8Array | undefined])[]): [string, Uint8Array][] {
    const isOurs = (path: string, content: Uint8Array): boolean =>
      isSame(content, this.#content.get(path)) || this.#ours.some(({ written }) => isSame(content, written[path]));
    return old.flatMap(([path, content]) => (content && !isOurs(path, content) ? [[path, content]] : []));
  }
}

const encoder = new TextEncoder();
const toBytes = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? encoder.encode(content) : content;

function isSame(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  if (!one || !other) return one === other;
  return one.length === other.length && one.every((byte, i) => byte === other[i]);
}
