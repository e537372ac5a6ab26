import { count } from '../../i18n/format.ts';
import { fill, type Lang, type Strings } from '../../i18n/strings.ts';
import type { MachineState } from '../session/machine.ts';
import type { SessionStatus } from '../session/status.ts';
import type { Task } from '../session/session.ts';
import { usualWords } from './usual-words.ts';

const MB = 1_000_000;
/** Seconds that nobody needs to be told of. */
const AT_ONCE = 2;

export interface MachineSaid {
  machine: MachineState;
  status: SessionStatus;
  /** What waits or runs, where `status` is not idle. */
  task: Task | undefined;
  program: string;
  /** For so many whole seconds what is told has been going on; and how long it usually takes, in ms. */
  seconds: number;
  usual: number | undefined;
}

/** What the machine or the task under way is at, in one line. */
export function machineWords(said: MachineSaid, lang: Lang, { workspace, runtime }: Strings): string {
  const { machine, status, program } = said;
  const words = workspace.machine;
  const ofThis = machine.name === 'webcontainer' ? { ...words, ...runtime.webcontainer } : words;
  // What is the matter, and what to do about it, stands in the news below.
  if (machine.trouble) return words.failed;
  if (machine.status === 'downloading' || machine.status === 'starting') {
    return [comingWords(said, ofThis, lang, workspace), tailOf(said, words)].join(' ');
  }
  if (status !== 'idle') return timed(fill(workspace.status[status], { program }), said, workspace);
  if (machine.status === 'resetting') return ofThis.resetting;
  return machine.status === 'idle' ? ofThis.idle : ofThis.ready;
}

type Words = Strings['workspace'];

function comingWords(said: MachineSaid, words: Words['machine'], lang: Lang, workspace: Words): string {
  const { status, name, progress } = said.machine;
  if (status === 'starting') return [words.starting, ...soFar(said, workspace)].join(' ');
  if (name === 'webcontainer') return words.downloading;
  const { done = 0, total = 0, later = 0 } = progress ?? {};
  // What this browser has already is not fetched: nothing is measured then.
  if (total === 0) return words.looking;
  const mb = (bytes: number): string => count(bytes / MB, lang, 1);
  const fetching = fill(words.downloading, { done: mb(done), total: mb(total) });
  return later > 0 ? `${fetching} ${fill(words.later, { later: mb(later) })}` : fetching;
}

/** Who has pressed Run or Check need not press again; who has not may read. */
function tailOf({ status, task }: MachineSaid, words: Words['machine']): string {
  return status !== 'idle' && status !== 'stopping' && task ? words.then[task] : words.meanwhile;
}

function soFar({ seconds, usual }: MachineSaid, { status: words }: Words): string[] {
  if (seconds < AT_ONCE) return [];
  const usually = usualWords(usual, words);
  return [fill(usually ? words.soFarUsual : words.soFar, { seconds, usual: usually ?? '' })];
}

function timed(what: string, { seconds, usual }: MachineSaid, { status: words }: Words): string {
  if (seconds < AT_ONCE) return what;
  const usually = usualWords(usual, words);
  return fill(usually ? words.forUsual : words.for, { what, seconds, usual: usually ?? '' });
}
