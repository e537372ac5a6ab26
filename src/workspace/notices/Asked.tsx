import { fill } from '../../i18n/strings.ts';
import { useBench } from '../bench-context.ts';
import { Bar } from './Bar.tsx';

/** A question that stands open, or why there is none. */
export function Asked() {
  const { model, words } = useBench();
  const stop = (): void => {
    model.asking.value = undefined;
  };
  if (model.asking.value === 'reset') {
    return (
      <Bar
        actions={
          <>
            <button type="button" onClick={() => model.reset()}>
              {words.reset.do}
            </button>
            <button type="button" onClick={stop}>
              {words.reset.keep}
            </button>
          </>
        }
      >
        {words.reset.ask} {model.code.own.value.length > 0 && words.own.stay}
      </Bar>
    );
  }
  if (model.asking.value === 'solution') {
    const hint = (): void => {
      stop();
      if (!model.hintsShown.value) model.toggleHints();
    };
    return (
      <Bar
        actions={
          <>
            <button type="button" onClick={() => void model.showSolution()}>
              {words.solution.show}
            </button>
            <button type="button" onClick={hint}>
              {words.solution.hintFirst}
            </button>
          </>
        }
        close={{ label: words.drafts.close, onClick: stop }}
      >
        {words.solution.ask}
      </Bar>
    );
  }
  return model.nothingToReset.value ? <Bar>{words.reset.nothing}</Bar> : null;
}

/** What has just replaced the learner's code, and the way back. */
export function Replaced() {
  const {
    model: { code },
    words,
  } = useBench();
  const done = code.replaced.value;
  if (!done) return null;
  const said = {
    reset: words.reset.done,
    solution: words.solution.taken,
    starter: words.drafts.takenNew,
    restore: words.versions.brought,
    shared: words.share.taken,
    delete: words.own.deleted,
    rename: words.own.renamed,
    terminal: words.terminal.taken,
  };
  return (
    <Bar
      actions={
        <button type="button" onClick={() => code.undo()}>
          {words.drafts.undo}
        </button>
      }
      close={{ label: words.drafts.close, onClick: () => code.settled() }}
    >
      {fill(said[done.by], { name: 'name' in done ? done.name : '' })}
    </Bar>
  );
}
