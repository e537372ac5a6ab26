import { useBench } from '../bench-context.ts';
import { RuntimeChoice } from '../choice/RuntimeChoice.tsx';
import { countOf } from '../model/tally.ts';
import type { Model } from '../model/model.ts';
import type { MachineState } from '../session/machine.ts';
import type { SessionStatus } from '../session/status.ts';
import { useElapsed } from '../session/use-elapsed.ts';
import { WHOLE } from '../session/usual-times.ts';
import { machineWords } from '../words/machine-words.ts';
import './machine.css';

/** One line that always stands there: what the machine or the task under way is at. */
export function MachineLine() {
  const { model, lang, words, strings } = useBench();
  const { session } = model;
  const machine = session.machine.state.value;
  const status = session.status.value;
  const starting = machine.status === 'starting';
  const seconds = useElapsed(starting ? machine.since : session.since.value, session.now);
  const usual = starting ? session.machine.usual : usualOf(model);
  const program = session.program.value;
  const said = { machine, status, task: session.task.value, program, seconds, usual };
  const measured = measuredOf(model);
  return (
    <div class="ws-machine" data-state={machine.trouble ? 'trouble' : stateOf(status, machine)}>
      <span class="ws-dot" aria-hidden="true" />
      <p>{machineWords(said, lang, strings)}</p>
      {measured && (
        <progress
          max={measured.total}
          value={measured.done}
          aria-label={measured.of === 'machine' ? words.machine.download : words.checks.done}
        />
      )}
      <RuntimeChoice />
    </div>
  );
}

function usualOf({ session }: Model): number | undefined {
  if (session.status.value !== 'checking') return undefined;
  return session.times?.of(session.alone.value ?? WHOLE);
}

/** What there is a measure of: bytes of the machine, or checks. */
function measuredOf({ session, ids }: Model): { of: 'machine' | 'checks'; done: number; total: number } | undefined {
  const { status, progress: { done = 0, total = 0 } = {} } = session.machine.state.value;
  if (status === 'downloading' && total > 0) return { of: 'machine', done, total };
  if (session.status.value !== 'checking' || session.alone.value !== undefined) return undefined;
  const counted = countOf(ids, session.checks.value);
  return { of: 'checks', done: counted.done, total: counted.all };
}

function stateOf(status: SessionStatus, machine: MachineState): 'busy' | 'waiting' | 'ready' | 'off' {
  if (machine.status === 'downloading' || machine.status === 'starting') return 'waiting';
  if (status !== 'idle') return 'busy';
  return machine.status === 'idle' || machine.status === 'failed' || machine.status === 'disposed' ? 'off' : 'ready';
}
