import type { NamedEnd } from '../../../course/hands-on.ts';
import { runBy } from '../../../course/run-by.ts';
import { useBench } from '../../bench-context.ts';
import type { WireRecord } from '../../session/wire-log.ts';

/**
 * Who is who in this recording by the lesson's words. They are true of its own program as it was given: in a Check others
 * call, and a program that the reader has changed may call whom it likes.
 */
export function useEnds({ task }: WireRecord): readonly NamedEnd[] | undefined {
  const {
    model: { session, code, props },
  } = useBench();
  const program = session.program.value;
  const asGiven = code.files.value[program] === props.starter[program];
  return task === 'run' && program === runBy(props.exercise) && asGiven ? props.ends : undefined;
}
