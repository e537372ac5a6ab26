import { useState } from 'preact/hooks';

import { moment } from '../../i18n/format.ts';
import { fill } from '../../i18n/strings.ts';
import { useBench } from '../bench-context.ts';
import { Bar } from './Bar.tsx';

/** Another tab has other code of this lesson. */
export function Conflict() {
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

/** The draft was begun with an older starter. */
export function Outdated() {
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
export function LeftOver() {
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
