import type { CheckResult, CheckStatus, Failure, SeenError } from '../../checker/report.ts';
import type { CheckProse } from '../../course/prose.ts';
import { fill, type Strings } from '../../i18n/strings.ts';
import { MEMORY_LIMIT } from '../../runtimes/runtime.ts';
import type { Model } from '../model/model.ts';
import { loadError } from '../model/tally.ts';
import { signalOf } from './exit-words.ts';

type Words = Strings['workspace']['verdicts'];

/** What the page says of a check, all of it prose with `code` and *emphasis*. */
export interface Verdict {
  /** A few words, beside the check's title. */
  short: string;
  /** What happened, in a sentence; undefined when the check passed. */
  said?: string;
  /** The check's own words, which are English in every language. */
  note?: string;
}

export interface Judged {
  status: CheckStatus;
  /** Absent while idle and running, and after a reload. */
  result?: CheckResult;
  attack: boolean;
  /** The code could not be loaded: its error is no check's, and is told once. */
  unloaded?: boolean;
  prose: CheckProse;
  /** The title of another check, by id. */
  titleOf(id: string): string;
}

/** All that is known of one check. A check without prose, which the build refuses, goes by its id. */
export function judgedOf(id: string, { props, session }: Pick<Model, 'props' | 'session'>): Judged {
  const { exercise, checks } = props;
  const state = session.checks.value[id] ?? { status: 'idle' };
  return {
    status: state.status,
    ...(state.result && { result: state.result }),
    attack: exercise.attacks.includes(id),
    unloaded: loadError({ session }) !== undefined,
    prose: checks[id] ?? { title: id, why: '', outcomes: {} },
    titleOf: other => checks[other]?.title ?? other,
  };
}

/** The words for one check as it stands. */
export function verdictOf(judged: Judged, words: Words): Verdict {
  const { status, result, attack } = judged;
  switch (status) {
    case 'idle':
      return { short: attack ? words.attackIdle : words.idle };
    case 'running':
      return { short: words.running };
    case 'pass':
      return { short: attack ? words.refused : words.pass };
    case 'timeout':
      return timedOut(result, words);
    case 'error':
      if (judged.unloaded) return { short: words.notRun };
      return { short: shortError(result?.error, words), ...(result?.error && saidOfError(result.error, words)) };
    case 'fail':
      return failed(judged, words);
  }
}

function failed({ result, attack, prose, titleOf }: Judged, words: Words): Verdict {
  const failure = result?.failure;
  const short = !attack ? words.fail : failure?.kind === 'twin' ? words.twin : words.gotThrough;
  if (!failure) return { short };
  const own = failure.outcome ? prose.outcomes[failure.outcome] : undefined;
  const said = own ?? saidOf(failure, attack, titleOf, words);
  return { short, said, ...(!own && failure.message && { note: failure.message }) };
}

function saidOf(failure: Failure, attack: boolean, titleOf: (id: string) => string, words: Words): string {
  switch (failure.kind) {
    case 'not-equal':
      return words.notEqual;
    case 'equal':
      return words.equal;
    case 'not-ok':
      return words.notOk;
    case 'not-refused':
      return words.notRefused;
    case 'crashed':
      return words.crashed;
    case 'twin':
      return fill(words.twinSaid, { check: titleOf(failure.twin ?? '') });
    case 'other':
      return attack ? words.otherAttack : words.other;
  }
}

function timedOut(result: CheckResult | undefined, words: Words): Verdict {
  const { waited } = result ?? {};
  const seconds = waited && waited.ms / 1_000;
  if (seconds === undefined) return { short: words.timeout };
  // Without a name the whole check was late: a loop that never yields, or a promise the check itself awaits.
  if (!waited?.for) return { short: words.timeout, said: fill(words.timeoutWhole, { seconds }) };
  return { short: words.timeout, said: fill(words.timeoutFor, { seconds }), note: waited.for };
}

function shortError(error: SeenError | undefined, words: Words): string {
  switch (error?.code) {
    case 'PROCESS_ENDED':
      return words.ended;
    case 'OUTPUT_LIMIT':
      return words.flooded;
    case 'OUT_OF_MEMORY':
      return words.tooMuch;
    case 'LOAD_TIMEOUT':
      return words.notLoaded;
    case 'NOT_RUN':
      return words.notRun;
    default:
      return words.error;
  }
}

function saidOfError(error: SeenError, words: Words): Pick<Verdict, 'said'> {
  switch (error.code) {
    case 'PROCESS_ENDED':
      return { said: saidOfEnd(error, words) };
    case 'OUTPUT_LIMIT':
      return { said: words.floodedSaid };
    case 'OUT_OF_MEMORY':
      return { said: fill(words.tooMuchSaid, { n: MEMORY_LIMIT / 1024 ** 2 }) };
    case 'LOAD_TIMEOUT':
      return { said: words.loadTimeoutSaid };
    case 'NOT_RUN':
      return { said: words.notRunSaid };
    default:
      return { said: error.at ? words.threwAt : words.threw };
  }
}

function saidOfEnd({ message }: SeenError, words: Words): string {
  const code = /-?\d+/.exec(message)?.[0] ?? '?';
  const signal = signalOf(Number(code));
  return signal ? fill(words.signalSaid, { signal }) : fill(words.endedSaid, { code });
}

/** Errors of the site's own making say all in `said`; only the learner's exceptions have words worth quoting. */
export function isLearners(error: SeenError): boolean {
  return !['PROCESS_ENDED', 'OUTPUT_LIMIT', 'OUT_OF_MEMORY', 'LOAD_TIMEOUT', 'NOT_RUN'].includes(error.code ?? '');
}
