/** Tells what a command does in plain words, a line a step, each with its time. */

const BAR = 24;
const PLAIN_EVERY = 0.25;

/** What a step may tell while it goes on: how far it is, from 0 to 1, and in what. */
export type Tell = (part: number, doing?: string) => void;

/** Runs a step; prints its name, its progress where a person looks on, and its time. Rejects as the step does. */
export async function step<T>(name: string, work: (tell: Tell) => Promise<T>): Promise<T> {
  const started = performance.now();
  const line = process.stdout.isTTY ? liveLine(name) : plainLines(name);
  try {
    const result = await work(line.tell);
    line.end(`done (${seconds(started)})`);
    return result;
  } catch (error) {
    line.end(`failed (${seconds(started)})`);
    throw error;
  }
}

/** One line that is written over, for a terminal. */
function liveLine(name: string) {
  const write = (rest: string) => process.stdout.write(`\r\x1b[K${name} ... ${rest}`);
  write('');
  return {
    tell: (part: number, doing = '') => {
      const full = Math.round(Math.min(1, part) * BAR);
      write(`[${'#'.repeat(full)}${'.'.repeat(BAR - full)}] ${Math.floor(part * 100)} % ${doing}`);
    },
    end: (how: string) => void write(`${how}\n`),
  };
}

/** A few lines, for a log. */
function plainLines(name: string) {
  let told = 0;
  return {
    tell: (part: number, doing = '') => {
      if (part < told + PLAIN_EVERY) return;
      told = part;
      console.log(`${name}: ${Math.floor(part * 100)} % ${doing}`.trimEnd());
    },
    end: (how: string) => console.log(`${name} ... ${how}`),
  };
}

/** `2.3 s`, `4 min 5 s`. */
export function seconds(started: number, now = performance.now()): string {
  const passed = (now - started) / 1000;
  if (passed < 60) return `${passed.toFixed(1)} s`;
  return `${Math.floor(passed / 60)} min ${Math.round(passed % 60)} s`;
}
