import { useState } from 'preact/hooks';

import { moment } from '../../i18n/format.ts';
import { fill } from '../../i18n/strings.ts';
import { useBench } from '../bench-context.ts';
import { saveText } from '../page/save.ts';
import { Bar } from './Bar.tsx';
import { ClockNews } from './ClockNews.tsx';

/** All news of the bench, each only while it is true; announced politely. */
export function Notices() {
  return (
    <div class="ws-notices" role="status">
      <MachineTrouble />
      <FetchTrouble />
      <StoreTrouble />
      <ClockNews />
      <Conflict />
      <Damaged />
      <Outdated />
      <LeftOver />
      <Asked />
      <Replaced />
    </div>
  );
}

function MachineTrouble() {
  const {
    model: { session },
    words: { machine: words },
  } = useBench();
  const { trouble } = session.machine.state.value;
  if (!trouble) return null;
  const retry = (): void => void session.machine.ready().catch(() => {});
  return (
    <Bar
      tone="trouble"
      actions={
        <button type="button" onClick={retry}>
          {words.retry}
        </button>
      }
    >
      <p>
        <strong>{fill(words.trouble[trouble.code], { missing: trouble.missing?.join(', ') ?? '' })}</strong>{' '}
        {words.remedy[trouble.code]}
      </p>
      {trouble.message && (
        <p class="ws-small" lang="en">
          {fill(words.details, { message: trouble.message })}
        </p>
      )}
    </Bar>
  );
}

function FetchTrouble() {
  const {
    model,
    words: { fetch: words },
  } = useBench();
  const problem = model.session.fetchProblem.value;
  if (problem) {
    const again = (): void => (model.session.task.value === 'run' ? model.run() : model.check());
    return (
      <Bar
        tone="trouble"
        actions={
          <button type="button" onClick={again}>
            {words.retry}
          </button>
        }
      >
        {fill(words[problem.kind], { status: problem.status })}
      </Bar>
    );
  }
  if (model.solution.value === 'none') return null;
  if (model.solution.value === 'loading') return <Loading />;
  return (
    <Bar
      tone="trouble"
      actions={
        <button type="button" onClick={() => void model.showSolution()}>
          {words.retry}
        </button>
      }
    >
      {words.solution}
    </Bar>
  );
}

function Loading() {
  const { words } = useBench();
  return <Bar>{words.solution.loading}</Bar>;
}

function StoreTrouble() {
  const {
    model,
    words: { drafts: words },
  } = useBench();
  const trouble = model.storeTrouble.value;
  const [closed, close] = useState(false);
  if (!trouble || closed) return null;
  return (
    <Bar tone="trouble" actions={<Downloads />} close={{ label: words.close, onClick: () => close(true) }}>
      {words[trouble]}
    </Bar>
  );
}

/** One button for each file the learner writes; who has saved the only one is not asked on leaving. */
function Downloads() {
  const {
    model,
    words: { drafts: words },
  } = useBench();
  const paths = Object.entries(model.props.exercise.files).flatMap(([path, mode]) => (mode === 'edit' ? [path] : []));
  return paths.map(path => (
    <button
      type="button"
      key={path}
      onClick={() => {
        saveText(path.split('/').at(-1)!, model.code.files.value[path]!, 'text/javascript');
        if (paths.length === 1) model.takenAway();
      }}
    >
      {words.download}
      {paths.length > 1 && `: ${path}`}
    </button>
  ));
}

function Conflict() {
  const {
    model,
    lang,
    words: { drafts: words },
  } = useBench();
  const conflict = model.code.conflict.value;
  if (!conflict) return null;
  const compare = (): void => {
    model.compare.value = { kind: 'other-tab', files: model.code.over(conflict.theirs) };
  };
  // The comparison has the same choices at its head.
  const comparing = model.compare.value?.kind === 'other-tab';
  return (
    <Bar
      tone="trouble"
      actions={
        !comparing && (
          <>
            <button type="button" onClick={() => model.resolve('mine')}>
              {words.mine}
            </button>
            <button type="button" onClick={() => model.resolve('theirs')}>
              {words.theirs}
            </button>
            <button type="button" onClick={compare}>
              {words.compare}
            </button>
          </>
        )
      }
    >
      {fill(words.conflict, { time: moment(conflict.theirsAt, lang) })}
    </Bar>
  );
}

function Damaged() {
  const {
    model,
    words: { drafts: words },
  } = useBench();
  if (!model.damaged.value) return null;
  return (
    <Bar
      close={{
        label: words.close,
        onClick: () => {
          model.damaged.value = false;
        },
      }}
    >
      {words.damaged}
    </Bar>
  );
}

function Outdated() {
  const {
    model,
    words: { drafts: words },
  } = useBench();
  if (!model.code.outdated.value) return null;
  const compare = (): void => {
    model.compare.value = { kind: 'starter', files: model.props.starter };
  };
  return (
    <Bar
      actions={
        <>
          <button type="button" onClick={compare}>
            {words.showNew}
          </button>
          <button type="button" onClick={() => model.takeNewStarter()}>
            {words.takeNew}
          </button>
          <button type="button" onClick={() => model.code.keepOldDraft()}>
            {words.keepOld}
          </button>
        </>
      }
    >
      {words.updated}
    </Bar>
  );
}

/** A question between two tabs that one of them never answered: it was closed, or crashed. */
function LeftOver() {
  const { model, lang, words } = useBench();
  const left = model.code.copies.value.find(copy => copy.reason === 'unresolved');
  const [closed, close] = useState(false);
  if (!left || closed || model.code.conflict.value) return null;
  const compare = (): void => {
    model.compare.value = { kind: 'copy', copy: left, files: model.code.over(left.files) };
  };
  return (
    <Bar
      actions={
        <button type="button" onClick={compare}>
          {words.drafts.compare}
        </button>
      }
      close={{ label: words.drafts.close, onClick: () => close(true) }}
    >
      {fill(words.drafts.left, { time: moment(left.at, lang) })}
    </Bar>
  );
}

function Asked() {
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
        {words.reset.ask}
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
function Replaced() {
  const {
    model: { code },
    words,
  } = useBench();
  const by = code.replaced.value?.by;
  if (!by) return null;
  const said = {
    reset: words.reset.done,
    solution: words.solution.taken,
    starter: words.drafts.takenNew,
    restore: words.versions.brought,
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
      {said[by]}
    </Bar>
  );
}
