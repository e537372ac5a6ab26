import { useBench } from '../parts/context.ts';
import type { Judged } from './verdict.ts';

/** All that is known of one check. A check without prose, which the build refuses, goes by its id. */
export function useJudged(id: string): Judged {
  const { model } = useBench();
  const { exercise, checks } = model.props;
  const state = model.session.checks.value[id] ?? { status: 'idle' };
  return {
    status: state.status,
    ...(state.result && { result: state.result }),
    attack: exercise.attacks.includes(id),
    prose: checks[id] ?? { title: id, why: '', outcomes: {} },
    titleOf: other => checks[other]?.title ?? other,
  };
}
