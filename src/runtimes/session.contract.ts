import { expect } from 'vitest';
import { runToEnd } from './run-to-end.ts';
import type { Files, Runtime } from './runtime.ts';
import { SESSION_WINDOW, type FileChanges, type Session, type SessionRequest } from './session.ts';

export interface SessionContract {
  /** Whether this runtime must have sessions. */
  has: boolean;
  it: (title: string, body: () => Promise<void>) => void;
  runtime: () => Runtime;
  /** Gives a runtime that is used for one test. */
  fresh: (use: (other: Runtime) => Promise<void>) => Promise<void>;
}

const PROMPT = /~ \$ $/;
const CHECK = 'check/check.mjs';

/** A session with a reader who sees what it shows. */
class Desk {
  readonly session: Session;
  /** What was shown since the last `sees`. */
  screen = '';
  changes: FileChanges[] = [];
  bytes = 0;
  /** Until it resolves, nothing more is taken. */
  hold: Promise<void> | undefined;
  readonly #decoder = new TextDecoder();
  #wake = (): void => {};

  constructor(runtime: Runtime, files: Files = {}, request: Partial<SessionRequest> = {}) {
    const open = runtime.openSession;
    if (typeof open === 'string') throw new Error(open);
    this.session = open({
      files,
      size: { columns: 80, rows: 24 },
      onOutput: bytes => {
        this.bytes += bytes.length;
        this.screen += this.#decoder.decode(bytes, { stream: true });
        this.#wake();
        return this.hold;
      },
      onFiles: changes => {
        this.changes.push(changes);
        this.#wake();
      },
      ...request,
    });
    void this.session.exit.then(() => this.#wake());
  }

  /** Resolves when it is so; the session's end is an error. */
  async until(isSo: () => boolean): Promise<void> {
    let ended = false;
    void this.session.exit.then(() => {
      ended = true;
    });
    while (!isSo()) {
      if (ended) throw new Error(`the session ended; it had shown ${JSON.stringify(this.screen)}`);
      await new Promise<void>(resolve => {
        this.#wake = resolve;
      });
    }
  }

  /** Waits until the screen ends like this, and gives what was shown since the last time. */
  async sees(what: RegExp): Promise<string> {
    await this.until(() => what.test(this.screen));
    const { screen } = this;
    this.screen = '';
    return screen;
  }

  /** Types a command and gives what it printed, from after its echo to the next prompt. */
  async types(command: string): Promise<string> {
    this.session.write(`${command}\r`);

    const shown = (await this.sees(PROMPT)).replace(/\x1b\[[\d;?]*[A-Za-z]\r?/g, '').replaceAll('\r\n', '\n');
    return shown.slice(shown.indexOf('\n') + 1, shown.lastIndexOf('\n') + 1);
  }
}

/** The tests of `Runtime.openSession`. */
export function describeSessions({ has, it, runtime, fresh }: SessionContract): void {
  if (!has) {
    it('not, and says why', async () => {
      expect(runtime().openSession).toMatch(/^[A-Z].+\.$/);
    });
    return;
  }

  const desk = async (files: Files, use: (desk: Desk) => Promise<void>): Promise<void> => {
    const opened = new Desk(runtime(), files);
    try {
      await opened.sees(PROMPT);
      await use(opened);
    } finally {
      await opened.session.close();
    }
  };

  it("whose shell runs programs of the machine in the reader's files, and passes Korean through", async () => {
    await desk({ 'work/x.mjs': `console.log(process.argv[2], '끝', process.stdout.isTTY)` }, async reader => {
      expect(await reader.types('node x.mjs 한글🔑')).toBe('한글🔑 끝 true\n');
      expect(await reader.types(`printf '한' | od -An -tx1`)).toBe(' ed 95 9c\n');
      reader.session.write('echo 가나다\x7f\x7f라');
      expect(await reader.types('')).toBe('가라\n');
      expect(await reader.types('which openssl tcpdump busybox')).toMatch(/openssl\n.*tcpdump\n.*busybox\n$/);
    });
  });

  it('that runs, another run and a reset leave alone', async () => {
    await desk({}, async reader => {
      expect(await reader.types('KEPT=kept; echo $KEPT > kept.txt')).toBe('');
      await runtime().mount({
        'work/main.mjs': `import { readdirSync } from 'node:fs'; console.log(readdirSync('.').join())`,
      });
      for (const _ of [1, 2])
        expect((await runToEnd(runtime(), { program: 'work/main.mjs' })).text.stdout).toBe('main.mjs\n');
      await runtime().reset();
      expect(await reader.types('echo $KEPT; ls')).toBe('kept\nkept.txt\n');
    });
  });

  it('that sees what is mounted later, and keeps what its programs have made', async () => {
    const files = { 'work/old/gone.txt': 'x', 'work/same.txt': 'same', 'work/changed.txt': 'one' };
    await desk(files, async reader => {
      await reader.types('echo mine > mine.txt');
      await reader.session.mount({ 'work/same.txt': 'same', 'work/changed.txt': '둘\n', 'work/new/file.txt': 'new\n' });
      expect(await reader.types('find . -type f | sort; cat changed.txt new/file.txt')).toBe(
        './changed.txt\n./mine.txt\n./new/file.txt\n./same.txt\n둘\nnew\n',
      );
      expect(reader.changes.flatMap(({ written }) => Object.keys(written))).toEqual(['work/mine.txt']);
    });
  });

  it('that says what could not be mounted', async () => {
    await desk({}, async reader => {
      await reader.types('mkdir -p taken/by-a-folder');
      await expect(reader.session.mount({ 'work/taken': 'x' })).rejects.toThrow('work/taken');
      await expect(reader.session.mount({ '../up': 'x' })).rejects.toThrow('"../up"');
      await reader.session.mount({ 'work/fine.txt': 'x' });
    });
  });

  it('that tells which files its programs have written and removed', async () => {
    await desk({ 'work/a.txt': 'a', 'work/b.txt': 'b' }, async reader => {
      const text = (path: string): string | undefined => {
        const content = reader.session.files()[path];
        return content && new TextDecoder().decode(content as Uint8Array);
      };
      await reader.types('mkdir -p new/folder; echo 안녕 > new/folder/c.txt; echo changed > a.txt; rm b.txt');
      await reader.until(() => text('work/new/folder/c.txt') === '안녕\n' && !text('work/b.txt'));
      await reader.until(() => text('work/a.txt') === 'changed\n');
      await reader.types('for i in 1 2 3 4 5 6 7 8 9; do echo $i > a.txt; done');
      await reader.until(() => text('work/a.txt') === '9\n');
      expect(Object.keys(reader.session.files()).sort()).toEqual(['work/a.txt', 'work/new/folder/c.txt']);
    });
  });

  it('that follows the size of its window', async () => {
    await desk({}, async reader => {
      expect(await reader.types('stty size')).toBe('24 80\n');
      reader.session.resize({ columns: 100, rows: 7 });
      reader.session.write('stty size\r');
      // The shell may have drawn its prompt anew before.
      await reader.sees(/7 100\r\n/);
    });
  });

  it('whose ctrl-C ends a program, not the shell', async () => {
    await desk({}, async reader => {
      // It speaks once it is what the terminal's keys are for: the shell itself would take a ctrl-C before that.
      reader.session.write("sh -c 'echo waiting; exec sleep 1000'\r");
      await reader.sees(/waiting\r\n/);
      reader.session.interrupt();
      await reader.sees(PROMPT);
      expect(await reader.types('echo $?')).toBe('130\n');
    });
  });

  it('that ends with the code of its shell', async () => {
    await desk({}, async reader => {
      reader.session.write('exit 7\r');
      expect(await reader.session.exit).toEqual({ reason: 'exited', code: 7 });
    });
  });

  it('in which a flood waits for its reader', async () => {
    await desk({}, async reader => {
      const { promise, resolve } = Promise.withResolvers<void>();
      reader.hold = promise;
      const before = reader.bytes;
      reader.session.write('yes\r');
      await reader.until(() => reader.bytes - before > SESSION_WINDOW / 2);
      await runToEnd(runtime(), { program: 'work/none.mjs' });
      expect(reader.bytes - before).toBeLessThanOrEqual(SESSION_WINDOW);
      reader.session.interrupt();
      reader.hold = undefined;
      resolve();
      await reader.sees(PROMPT);
      expect(await reader.types('echo still here')).toBe('still here\n');
    });
  });

  it('in which a program that takes all memory is ended, and the shell goes on', async () => {
    await desk({}, async reader => {
      await reader.types('tail /dev/zero');
      expect(await reader.types('echo $?')).toBe('137\n');
    });
  });

  it('in which nobody becomes root, changes checks, or reads what only root may', async () => {
    await desk({ [CHECK]: 'check', 'work/x': '' }, async reader => {
      await reader.types(
        `(su; mount -o remount,rw /; kill -9 1; echo x > ../${CHECK}; rm -rf ../check) < /dev/null 2>&1`,
      );
      await reader.types(
        `(mv ../check ../other; cat /dev/hvc0; rm -rf /sys/fs/cgroup/lesson; echo 0 > /sys/fs/cgroup/lesson/cgroup.procs) < /dev/null 2>&1`,
      );
      await reader.types(
        `ln -s /proc/1/environ leak; ln -s /opt/handshake linked; mkfifo pipe; touch "$(printf 'two\\nlines')" last`,
      );
      expect(await reader.types(`id -u; cat ../${CHECK}; echo; grep NoNewPrivs /proc/self/status`)).toBe(
        '1000\ncheck\nNoNewPrivs:\t1\n',
      );
      await reader.until(() => 'work/last' in reader.session.files());
      expect(Object.keys(reader.session.files()).sort()).toEqual(['work/last', 'work/two\nlines', 'work/x']);
    });
  });

  it('until it is closed, or its runtime disposed', () =>
    fresh(async other => {
      const [one, two] = [new Desk(other), new Desk(other)];
      await one.sees(PROMPT);
      await one.session.close();
      expect(await one.session.exit).toEqual({ reason: 'aborted', code: null });
      await expect(one.session.mount({ 'work/late.txt': '' })).rejects.toThrow('ended');
      await other.dispose();
      expect(await two.session.exit).toMatchObject({
        reason: 'lost',
        message: expect.stringContaining('disposed') as string,
      });
      expect(await new Desk(other).session.exit).toMatchObject({ reason: 'lost' });
    }));
}
