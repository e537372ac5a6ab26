import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import type { FileMap } from '../../course/workspace.ts';
import { moment } from '../../i18n/format.ts';
import { fill, type Strings } from '../../i18n/strings.ts';
import { useBench } from '../bench-context.ts';
import type { SolutionDiffProps } from '../editor/SolutionDiff.tsx';
import type { Compare } from '../model/model.ts';

/** Two versions side by side in the editor's place, and what can be done with the other one. */
export function CompareView({ compare }: { compare: Compare }) {
  const { model, lang, strings, words } = useBench();
  const Diff = useDiff();
  const back = (): void => {
    model.compare.value = undefined;
  };
  const title = titleOf(compare, words, compare.kind === 'copy' ? moment(compare.copy.at, lang) : '');
  const files = onlyDiffering(compare.files, model.code.files.value);
  return (
    <div class="ws-compare">
      <div class="ws-compare-head">
        <h3>{title}</h3>
        <div class="ws-notice-actions">
          <button type="button" onClick={() => model.takeCompared()}>
            {takeWords(compare, words)}
          </button>
          {compare.kind === 'other-tab' && (
            <button type="button" onClick={() => model.resolve('mine')}>
              {words.drafts.mine}
            </button>
          )}
          {compare.kind === 'shared' && (
            <button type="button" onClick={() => model.leaveLinked()}>
              {words.share.leave}
            </button>
          )}
          <button type="button" onClick={back}>
            {words.drafts.backToCode}
          </button>
        </div>
      </div>
      <div class="ws-compare-body">
        {Diff && (
          <Diff
            original={pick(model.code.files.value, files)}
            modified={files}
            lang={lang}
            strings={compare.kind === 'solution' ? strings : retitled(strings, title)}
          />
        )}
      </div>
    </div>
  );
}

/** The comparison is fetched with the first one asked for. */
function useDiff(): ComponentType<SolutionDiffProps> | undefined {
  const [Diff, setDiff] = useState<ComponentType<SolutionDiffProps>>();
  useEffect(() => {
    void import('../editor/SolutionDiff.tsx').then(module => setDiff(() => module.SolutionDiff));
  }, []);
  return Diff;
}

function titleOf(compare: Compare, words: Strings['workspace'], time: string): string {
  switch (compare.kind) {
    case 'solution':
      return words.solution.title;
    case 'starter':
      return words.versions.newStart;
    case 'other-tab':
      return words.versions.otherTitle;
    case 'shared':
      return words.share.title;
    case 'copy':
      return fill(words.versions.compareTitle, { time });
  }
}

function takeWords(compare: Compare, words: Strings['workspace']): string {
  switch (compare.kind) {
    case 'solution':
      return words.solution.take;
    case 'starter':
      return words.drafts.takeNew;
    case 'other-tab':
      return words.drafts.theirs;
    case 'shared':
      return words.share.take;
    case 'copy':
      return words.versions.bring;
  }
}

/** The comparison speaks of "the solution"; here the other side is something else. */
function retitled(strings: Strings, title: string): Strings {
  const diff = { ...strings.editor.diff, title, solution: '{file}', changed: strings.workspace.versions.changed };
  return { ...strings, editor: { ...strings.editor, diff } };
}

function onlyDiffering(files: FileMap, known: FileMap): FileMap {
  const differing = Object.entries(files).filter(([path, text]) => known[path] !== text);
  return differing.length > 0 ? Object.fromEntries(differing) : files;
}

function pick(files: FileMap, like: FileMap): FileMap {
  return Object.fromEntries(Object.keys(like).map(path => [path, files[path] ?? '']));
}
