import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';

import type { FileMap } from '../../course/workspace.ts';
import { fill, type Lang, type Strings } from '../../i18n/strings.ts';
import { lineRuns, summaryOf } from './diff-lines.ts';
import './editor.css';
import './solution-diff.css';
import { FileTabs } from './FileTabs.tsx';
import { loadMonaco } from './load-monaco.ts';
import { COLOURS } from './palette.ts';
import { PlainDiff } from './PlainDiff.tsx';
import { prefersSimple } from './preference.ts';
import type { DiffPane } from './types.ts';
import { fontOf } from './use-monaco.ts';

export interface SolutionDiffProps {
  /** The learner's files. */
  original: FileMap;
  /** The solution's. */
  modified: FileMap;
  strings: Strings;
  lang: Lang;
}

/**
 * The learner's code against the solution, for reading: a sentence on every file, the difference as text at
 * once, Monaco's side by side (or in one column where it is narrow) when it has come. Fills its parent's height.
 */
export function SolutionDiff({ original, modified, strings, lang }: SolutionDiffProps) {
  const {
    editor: words,
    editor: { diff },
  } = strings;
  const id = useId();
  const paths = Object.keys(modified);
  const runs = useMemo(() => paths.map(path => lineRuns(original[path] ?? '', modified[path]!)), [original, modified]);
  const [active, setActive] = useState(() => paths[firstChanged(runs)] ?? '');
  const at = paths.indexOf(active);
  const { root, host, pane, ready } = useDiffPane(lang, { original, modified, active, strings });

  return (
    <div class="editor editor-diff" ref={root} data-stage={ready ? 'ready' : 'plain'} style={COLOURS}>
      <ul class="editor-diff-summary">
        {paths.map((path, n) => (
          <li key={path}>{summaryOf(path, runs[n]!, words)}</li>
        ))}
      </ul>
      {paths.length > 1 && (
        <FileTabs
          files={paths.map(path => ({ path, mode: 'edit', text: '' }))}
          panel={`${id}-panel`}
          tabId={path => `${id}-${path}`}
          strings={strings}
          active={active}
          onActive={setActive}
        />
      )}
      <div
        class="editor-panel"
        id={`${id}-panel`}
        role={paths.length > 1 ? 'tabpanel' : 'group'}
        aria-label={diff.title}
      >
        <div class="editor-files">{at >= 0 && <PlainDiff runs={runs[at]!} label={diff.title} strings={diff} />}</div>
        <div class="editor-host" ref={host} hidden={!ready} />
      </div>
      {ready && (
        <div class="editor-help">
          <button type="button" onClick={() => pane.current?.go('previous')}>
            {diff.previous}
          </button>
          <button type="button" onClick={() => pane.current?.go('next')}>
            {diff.next}
          </button>
        </div>
      )}
    </div>
  );
}

function firstChanged(runs: readonly ReturnType<typeof lineRuns>[]): number {
  return Math.max(
    0,
    runs.findIndex(file => file.some(run => run.kind !== 'same')),
  );
}

interface Shown {
  original: FileMap;
  modified: FileMap;
  active: string;
  strings: Strings;
}

/** Puts Monaco's diff over the text as soon as it comes; where it does not come, the text is all there is to see. */
function useDiffPane(lang: Lang, shown: Shown) {
  const root = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const pane = useRef<DiffPane | null>(null);
  const [ready, setReady] = useState(false);
  const now = useRef(shown);
  now.current = shown;

  useEffect(() => {
    if (prefersSimple()) return;
    const gone = new AbortController();
    void (async () => {
      const monaco = await loadMonaco(lang).catch(() => null);
      if (!monaco || gone.signal.aborted) return;
      const font = fontOf(root.current!);
      await monaco.fontReady(font);
      if (gone.signal.aborted) return;
      host.current!.hidden = false;
      pane.current = monaco.createDiffPane(host.current!, font);
      pane.current.show(sides(now.current));
      setReady(true);
    })();
    return () => {
      gone.abort();
      pane.current?.dispose();
      pane.current = null;
    };
  }, []);

  useEffect(() => pane.current?.show(sides(shown)), [shown.original, shown.modified, shown.active]);
  return { root, host, pane, ready };
}

function sides({
  original,
  modified,
  active,
  strings: {
    editor: { diff },
  },
}: Shown): Parameters<DiffPane['show']>[0] {
  return {
    path: active,
    original: { text: original[active] ?? '', label: fill(diff.yours, { file: active }) },
    modified: { text: modified[active] ?? '', label: fill(diff.solution, { file: active }) },
  };
}
