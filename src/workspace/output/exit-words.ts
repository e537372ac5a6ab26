import { fill, type Lang, type Strings } from '../../i18n/strings.ts';
import { OUTPUT_LIMIT } from '../../runtimes/runtime.ts';
import type { RunEnd } from '../session/session.ts';

/** POSIX signals that end a program, by the number above 128 in its exit code. */
const SIGNALS: Readonly<Record<number, string>> = {
  1: 'SIGHUP', 2: 'SIGINT', 3: 'SIGQUIT', 4: 'SIGILL', 5: 'SIGTRAP', 6: 'SIGABRT', 7: 'SIGBUS', 8: 'SIGFPE', 9: 'SIGKILL',
  11: 'SIGSEGV', 13: 'SIGPIPE', 14: 'SIGALRM', 15: 'SIGTERM',
};
/** Node's code for a top-level await that is still open when nothing is left to do. */
const UNSETTLED = 13;

/** How a run ended, in plain words. */
export function exitWords({ exit, ms }: RunEnd, words: Strings['workspace']['output']['exit'], lang: Lang): string {
  if (exit.reason !== 'exited') return fill(words[exit.reason], { n: OUTPUT_LIMIT / (1024 * 1024) });
  const code = exit.code ?? 0;
  const seconds = (ms / 1_000).toLocaleString(lang, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  const signal = SIGNALS[code - 128];
  if (signal) return fill(words.signal, { signal });
  if (code === UNSETTLED) return words.unsettled;
  return fill(code === 0 ? words.ok : words.code, { code, seconds });
}
