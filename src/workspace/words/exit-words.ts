import { fill, type Lang, type Strings } from '../../i18n/strings.ts';
import { MEMORY_LIMIT, OUTPUT_LIMIT } from '../../runtimes/runtime.ts';
import type { RunEnd } from '../session/session.ts';
import { adviceOn, errorsIn } from './advice.ts';

const MB = 1024 ** 2;

/** Linux's signals that end a program, by the number above 128 in its exit code (signal(7), x86). */
const SIGNALS: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  4: 'SIGILL',
  5: 'SIGTRAP',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  10: 'SIGUSR1',
  11: 'SIGSEGV',
  12: 'SIGUSR2',
  13: 'SIGPIPE',
  14: 'SIGALRM',
  15: 'SIGTERM',
  16: 'SIGSTKFLT',
  24: 'SIGXCPU',
  25: 'SIGXFSZ',
  26: 'SIGVTALRM',
  27: 'SIGPROF',
  29: 'SIGIO',
  30: 'SIGPWR',
  31: 'SIGSYS',
};
/** Node's code for a top-level await that is still open when nothing is left to do. */
const UNSETTLED = 13;

/** The signal that an exit code tells of; undefined when it tells of none. */
export function signalOf(code: number): string | undefined {
  return SIGNALS[code - 128];
}

/** How a run ended, in plain words. */
export function exitWords({ exit, ms }: RunEnd, words: Strings['workspace']['output']['exit'], lang: Lang): string {
  if (exit.reason !== 'exited') {
    const n = (exit.reason === 'out-of-memory' ? MEMORY_LIMIT : OUTPUT_LIMIT) / MB;
    return fill(words[exit.reason], { n });
  }
  const code = exit.code ?? 0;
  const seconds = (ms / 1_000).toLocaleString(lang, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  const signal = signalOf(code);
  if (signal) return fill(words.signal, { signal });
  if (code === UNSETTLED) return words.unsettled;
  return fill(code === 0 ? words.ok : words.code, { code, seconds });
}

/** What to do about the error that ended a run, where it is a known one. */
export function adviceAfter({ exit, lastWords }: RunEnd, words: Strings['workspace']['advice']): string | undefined {
  const failed = exit.reason === 'exited' && exit.code !== 0;
  return failed ? adviceOn(errorsIn(lastWords), words) : undefined;
}
