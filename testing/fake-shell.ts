import type { Exit } from '../src/runtimes/runtime.ts';
import type { FileChanges, OpenSession, Session, SessionRequest, TerminalSize } from '../src/runtimes/session.ts';

const text = (data: string | Uint8Array): string => (typeof data === 'string' ? data : new TextDecoder().decode(data));

/** For tests: sessions that do what they are told, and remember what was asked of them, one after the other. */
export class FakeShell {
  /** What came, in order: keys as they are, and `mount name=text,…` without the bundle's files. */
  readonly log: string[] = [];
  readonly sizes: TerminalSize[] = [];
  opened = 0;
  /** What the next mount is refused with. */
  refuse: string | undefined;
  #request: SessionRequest | undefined;
  #exit = Promise.withResolvers<Exit>();

  readonly open: OpenSession = request => {
    this.opened++;
    this.#request = request;
    this.#exit = Promise.withResolvers();
    this.#note('open', request.files);
    const { promise: exit, resolve } = this.#exit;
    const session: Session = {
      exit,
      write: data => void this.log.push(text(data)),
      interrupt: () => void this.log.push('^C'),
      resize: size => void this.sizes.push(size),
      mount: async files => {
        this.#note('mount', files);
        if (this.refuse !== undefined) throw new Error(this.refuse);
      },
      files: () => this.left,
      close: async () => resolve({ reason: 'aborted', code: null }),
    };
    return session;
  };

  /** What is below work/ when it ends. */
  left: Readonly<Record<string, string>> = {};

  shows(words: string): void | Promise<void> {
    return this.#request!.onOutput(new TextEncoder().encode(words));
  }

  changes(
    changes: { written?: Record<string, string>; removed?: string[] } & Partial<Pick<FileChanges, 'withheld'>>,
  ): void {
    const { written = {}, removed = [], withheld = [] } = changes;
    const bytes = Object.entries(written).map(([path, words]) => [path, new TextEncoder().encode(words)]);
    this.#request!.onFiles!({ written: Object.fromEntries(bytes), removed, withheld });
  }

  async ends(exit: Exit): Promise<void> {
    this.#exit.resolve(exit);
    await this.#exit.promise;
  }

  #note(what: string, files: SessionRequest['files']): void {
    const mine = Object.entries(files).filter(([path]) => path !== 'package.json' && !path.startsWith('work/pki/'));
    this.log.push(`${what} ${mine.map(([path, data]) => `${path.replace('work/', '')}=${text(data)}`).join(',')}`);
  }
}
