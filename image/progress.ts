import { STAGES, type Stage } from './reporter.ts';

const WORDS: Record<Stage, string> = {
  packages: "fetching Debian's packages",
  root: 'making the root image',
  boot: 'booting Linux in the emulator',
  warm: 'starting and warming up Node',
  trial: 'seeing what programs read from the disk',
  save: 'saving the machine',
};
const WIDTH = 24;
/** Without a terminal a line is written only at a stage's start and end, and at most this often between. */
const QUIET_MS = 15_000;

/** Shows a build's progress: one line redrawn on a terminal, a line now and then elsewhere. */
export class ProgressBar {
  readonly #out: NodeJS.WriteStream;
  #stage: Stage | null = null;
  #started = 0;
  #lastLine = 0;
  #drawn = false;

  constructor(out: NodeJS.WriteStream) {
    this.#out = out;
  }

  show = (stage: Stage, done: number, total: number): void => {
    if (stage !== this.#stage) {
      this.#finishStage();
      this.#stage = stage;
      this.#started = this.#lastLine = Date.now();
    }
    const part = total > 0 ? Math.min(1, done / total) : 0;
    if (this.#out.isTTY) this.#draw(this.#line(part));
    else if (Date.now() - this.#lastLine > QUIET_MS) this.say(this.#line(part));
  };

  say = (line: string): void => {
    this.#out.write(this.#drawn ? `\r\x1b[K${line}\n` : `${line}\n`);
    this.#drawn = false;
    this.#lastLine = Date.now();
  };

  end(): void {
    this.#finishStage();
    this.#stage = null;
  }

  #finishStage(): void {
    if (this.#stage) this.say(this.#line(1));
  }

  #draw(line: string): void {
    this.#out.write(`\r\x1b[K${line}`);
    this.#drawn = true;
  }

  #line(part: number): string {
    const stage = this.#stage!;
    const filled = Math.round(part * WIDTH);
    const bar = '#'.repeat(filled) + '.'.repeat(WIDTH - filled);
    const seconds = ((Date.now() - this.#started) / 1000).toFixed(0);
    const step = `${STAGES.indexOf(stage) + 1}/${STAGES.length}`;
    return `[${bar}] ${String(Math.round(part * 100)).padStart(3)} %  ${step} ${WORDS[stage]}, ${seconds} s`;
  }
}
