import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';

import { browserStore } from '../progress/index.ts';
import { Checks } from './checks/Checks.tsx';
import { Editor } from './editor/Editor.tsx';
import { commandOf, type EditorCommand } from './editor/keys.ts';
import { browserEnv, type Env } from './model/env.ts';
import { Model } from './model/model.ts';
import { Output } from './output/Output.tsx';
import { Speaker } from './output/Speaker.tsx';
import { Announcer } from './parts/Announcer.tsx';
import { CompareView } from './parts/CompareView.tsx';
import { BenchProvider, useBench } from './parts/context.ts';
import { Hints } from './parts/Hints.tsx';
import { MachineLine } from './parts/MachineLine.tsx';
import { Notices } from './parts/Notices.tsx';
import { askBeforeLoss, showRuntime, warmWhenIdle, watchPage } from './page/page.ts';
import { bringIntoSight } from './page/sight.ts';
import { tellVerdicts } from './page/tell-verdicts.ts';
import { Toolbar } from './parts/Toolbar.tsx';
import { Versions } from './parts/Versions.tsx';
import type { WorkspaceProps } from './props.ts';
import './workspace.css';

/**
 * The bench of a lesson: the learner's code, what it prints, and the checks. Rendered by the server as it looks
 * before anything has run; drafts, keys and the machine come to it in the browser.
 */
export default function Workspace(props: WorkspaceProps) {
  const env = useMemo(() => browserEnv(props, browserStore), []);
  return <Bench props={props} env={env} />;
}

/** The same on any page: what the bench needs of it comes in `env`. */
export function Bench({ props, env }: { props: WorkspaceProps; env: Env }) {
  const { lang, strings } = props;
  const model = useMemo(() => new Model(props, env), []);
  const bench = useMemo(() => ({ model, lang, strings, words: strings.workspace }), [model]);
  const [live, setLive] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const command = useCommands(model, root);

  useLayoutEffect(() => {
    const detach = model.attach(() => setLive(true));
    const stop = new AbortController();
    showRuntime(model, stop.signal);
    tellVerdicts(model.session, stop.signal);
    watchPage(model, stop.signal);
    askBeforeLoss(model, stop.signal);
    warmWhenIdle(model, stop.signal);
    return () => {
      stop.abort();
      detach();
    };
  }, [model]);

  return (
    <BenchProvider value={bench}>
      <div class="workspace" ref={root} data-live={live} data-view={viewOf(model)}>
        <div class="ws-grid">
          <Toolbar live={live} />
          <MachineLine />
          <Notices />
          <Hints />
          <CodeRegion live={live} onCommand={command} />
          <Output />
          <Checks />
          <Versions />
        </div>
        <Speaker />
        <Announcer />
      </div>
    </BenchProvider>
  );
}

/** Which part gets the room: `run` while a program runs or has run, `printed` when a check printed something. */
function viewOf({ session }: Model): 'run' | 'printed' | 'checked' | 'quiet' {
  const printed = !session.output.view.value.empty;
  const running = session.status.value === 'running' || session.ended.value !== undefined;
  if (session.task.value === 'run' && (printed || running)) return 'run';
  if (printed) return 'printed';
  return session.task.value === 'check' ? 'checked' : 'quiet';
}

/** The editor; a comparison takes its place for a while, and the editor keeps its state behind it. */
function CodeRegion({ live, onCommand }: { live: boolean; onCommand(command: EditorCommand): void }) {
  const { model, lang, strings } = useBench();
  const { exercise, highlighted } = model.props;
  const compare = model.compare.value;
  const texts = model.code.files.value;
  const files = useMemo(
    () => Object.entries(exercise.files).map(([path, mode]) => ({ path, mode, text: texts[path] ?? '' })),
    [texts],
  );
  return (
    <section class="ws-code" aria-label={strings.regions.code}>
      {compare && <CompareView compare={compare} />}
      <div class="ws-editor" hidden={compare !== undefined}>
        <Editor
          files={files}
          waiting={!live}
          active={model.active.value}
          highlighted={highlighted}
          strings={strings}
          lang={lang}
          {...(model.reveal.value && { reveal: model.reveal.value })}
          onActive={path => {
            model.active.value = path;
          }}
          onChange={(path, text) => model.edit(path, text)}
          onCommand={onCommand}
        />
      </div>
    </section>
  );
}

/** Run and Check, by key anywhere on the page and by the editor; what they fill is brought into sight. */
function useCommands(model: Model, root: RefObject<HTMLDivElement>): (command: EditorCommand) => void {
  const perform = (command: EditorCommand): void => {
    if (command === 'run') model.run();
    else model.check();
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const command = commandOf(event);
      if (!command || event.defaultPrevented || event.repeat) return;
      event.preventDefault();
      perform(command);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [model]);

  const busy = model.session.status.value !== 'idle';
  const task = model.session.task.value;
  useEffect(() => {
    if (busy && task) bringIntoSight(root.current?.querySelector(task === 'run' ? '.ws-output' : '.ws-checks'));
  }, [busy, task]);
  return perform;
}
