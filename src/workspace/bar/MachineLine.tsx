import { count } from '../../i18n/format.ts';
import { fill, type Lang, type Strings } from '../../i18n/strings.ts';
import { useBench } from '../bench-context.ts';
import { RuntimeChoice } from '../choice/RuntimeChoice.tsx';
import type { MachineState } from '../session/machine.ts';
import type { SessionStatus } from '../session/status.ts';
import './machine.css';

const MB = 1_000_000;

/** One line that always stands there: what the machine or the task under way is at. */
export function MachineLine() {
  const { model, lang, words, strings } = useBench();
  const machine = model.session.machine.state.value;
  const { exercise } = model.props;
  const status = model.session.status.value;
  const program = exercise.run ?? exercise.entry;
  const { done = 0, total = 0 } = machine.progress ?? {};
  const measured = machine.status === 'downloading' && total > 0;
  return (
    <div class="ws-machine" data-state={machine.trouble ? 'trouble' : stateOf(status, machine)}>
      <span class="ws-dot" aria-hidden="true" />
      <p>{machineWords({ machine, status, program, lang, words, service: strings.runtime.webcontainer })}</p>
      {measured && <progress max={total} value={done} aria-label={words.machine.download} />}
      <RuntimeChoice />
    </div>
  );
}

function stateOf(status: SessionStatus, machine: MachineState): 'busy' | 'waiting' | 'ready' | 'off' {
  if (machine.status === 'downloading' || machine.status === 'starting') return 'waiting';
  if (status !== 'idle') return 'busy';
  return machine.status === 'idle' || machine.status === 'failed' || machine.status === 'disposed' ? 'off' : 'ready';
}

interface Said {
  machine: MachineState;
  status: SessionStatus;
  program: string;
  lang: Lang;
  words: Strings['workspace'];
  /** What is said instead while WebContainer is it. */
  service: Strings['runtime']['webcontainer'];
}

function machineWords({ machine, status, program, lang, words, service }: Said): string {
  const { status: state, progress, trouble, name } = machine;
  const said = name === 'webcontainer' ? { ...words.machine, ...service } : words.machine;
  // What is the matter, and what to do about it, stands in the news below.
  if (trouble) return words.machine.failed;
  if (state === 'downloading' && name !== 'webcontainer') {
    const { done = 0, total = 0 } = progress ?? {};
    const numbers = { done: count(done / MB, lang, 1), total: count(total / MB, lang, 1) };
    return fill(total > 0 ? words.machine.downloading : words.machine.downloadingSome, numbers);
  }
  if (state === 'downloading' || state === 'starting') return said[state];
  if (status !== 'idle') return fill(words.status[status], { program });
  if (state === 'resetting') return said.resetting;
  return state === 'idle' ? said.idle : said.ready;
}
