import { fill, type Strings } from '../../i18n/strings.ts';
import { useBench } from '../bench-context.ts';
import type { Offered } from '../model/shared-code.ts';
import { Bar } from './Bar.tsx';

/** What the link that the reader has opened carries: to look at first, and never in the way. */
export function Linked() {
  const {
    model,
    words: { share: words, drafts },
  } = useBench();
  const offered = model.link.offered.value;
  if (!offered) return null;
  const close = { label: drafts.close, onClick: () => model.leaveLinked() };
  if (offered.kind !== 'code') return <Bar close={close}>{whyNone(offered, words)}</Bar>;
  const look = (): void => {
    model.compare.value = { kind: 'shared', files: model.code.over(offered.shared.files) };
  };
  // The comparison has the same choices at its head.
  const actions = model.compare.value?.kind !== 'shared' && (
    <>
      <button type="button" onClick={look}>
        {words.look}
      </button>
      <button type="button" onClick={() => model.takeLinked()}>
        {words.take}
      </button>
      <button type="button" onClick={() => model.leaveLinked()}>
        {words.leave}
      </button>
    </>
  );
  return (
    <Bar tone="trouble" actions={actions}>
      {words.news}
    </Bar>
  );
}

function whyNone(offered: Exclude<Offered, { kind: 'code' }>, words: Strings['workspace']['share']): string {
  if (offered.kind === 'same') return words.same;
  if (offered.kind === 'unable') return words.unable;
  const { code, of = '' } = offered.problem;
  return fill(words.problem[code], { lesson: of, file: of });
}
