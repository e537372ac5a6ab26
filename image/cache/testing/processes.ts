import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { Image, NoImage } from '../ensure.ts';

const path = (name: string): string => new URL(name, import.meta.url).pathname;

export interface Build {
  process: ChildProcess;
  /** When it has ended: what it said, and the answer, unless it was killed. */
  ended: Promise<{ said: string; image?: Image | NoImage }>;
}

/** Starts a build in a process of its own, with a stand-in for the emulator that takes `milliseconds`. */
export function startBuild(cache: string, { milliseconds = 0, journal = '' } = {}): Build {
  return start([path('build-once.ts'), String(milliseconds), journal], cache);
}

/** Starts a process that takes the lock of the folder and keeps it. */
export function startHolder(folder: string): Build {
  return start([path('hold.ts'), folder], folder);
}

/** Starts a process that takes the lock of the folder once, and tells the journal, a file, when it had it. */
export function startContender(folder: string, journal: string): Build {
  return start([path('take-turns.ts'), folder, journal], folder);
}

function start(args: readonly string[], cache: string): Build {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, HANDSHAKE_CACHE: cache },
  });
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]).then(([said, failed]) => {
    if (failed) throw new Error(failed);
    const last = said.trimEnd().split('\n').at(-1)!;
    return { said, ...(last.startsWith('{') && { image: JSON.parse(last) as Image | NoImage }) };
  });
  return { process: child, ended };
}

/** Resolves when the process has said a line that holds `words`; rejects when it ends without. */
export function hasSaid({ process: { stdout } }: Build, words: string): Promise<void> {
  let said = '';
  return new Promise((resolve, reject) => {
    stdout!.on('data', (part: Buffer) => {
      said += part.toString();
      if (said.includes(words)) resolve();
    });
    stdout!.once('close', () => reject(new Error(`it ended without saying "${words}": ${said}`)));
  });
}
