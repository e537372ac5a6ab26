import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';

import { browserStore } from '../progress/index.ts';
import { createRuntimePool } from '../runtimes/pool/pool.ts';
import { Announcer } from './announcer/Announcer.tsx';
import { Speaker } from './announcer/Speaker.tsx';
import { MachineLine } from './bar/MachineLine.tsx';
import { Toolbar } from './bar/Toolbar.tsx';
import { BenchProvider } from './bench-context.ts';
import { CodeRegion } from './code/CodeRegion.tsx';
import { recallLook } from './code/look.ts';
import { browserEnv, type Env } from './model/env.ts';
import { Model } from './model/model.ts';
import { viewOf } from './model/view.ts';
import { KeyList } from './more/KeyList.tsx';
import { NameDialog } from './more/NameDialog.tsx';
import { Notices } from './notices/Notices.tsx';
import { codeFromLink } from './page/code-from-link.ts';
import { keepPlace } from './page/keep-place.ts';
import { keepWire } from './page/keep-wire.ts';
import { askBeforeLoss, showRuntime, warmWhenIdle, watchPage } from './page/page.ts';
import { followText } from './page/follow-text.ts';
import { tellVerdicts } from './page/tell-verdicts.ts';
import { tellWork } from './page/tell-work.ts';
import { PANELS } from './panels/index.ts';
import type { Panel } from './panels/panel.ts';
import type { WorkspaceProps } from './props.ts';
import { Handle } from './room/Handle.tsx';
import { Lower } from './room/Lower.tsx';
import { useRoom } from './room/use-room.ts';
import { WholeButton } from './room/WholeButton.tsx';
import { useCommands } from './use-commands.ts';
import { useLooks } from './use-looks.ts';
import './workspace.css';
import './grid.css';
import './print.css';
import './forced.css';

/** Lessons that follow each other in this page hand their runtimes on in it. */
const PAGE_POOL = createRuntimePool();

/**
 * The bench of a lesson: the learner's code, what it prints, and the checks. Rendered by the server as it looks
 * before anything has run; drafts, keys and the machine come to it in the browser.
 */
export default function Workspace(props: WorkspaceProps) {
  const env = useMemo(() => browserEnv(props, browserStore, PAGE_POOL), []);
  return <Bench props={props} env={env} />;
}

interface BenchProps {
  props: WorkspaceProps;
  env: Env;
  panels?: readonly Panel[];
}

/** The same on any page: what the bench needs of it comes in `env`. */
export function Bench({ props, env, panels = PANELS }: BenchProps) {
  const { lang, strings } = props;
  const model = useMemo(() => new Model(props, env), []);
  const bench = useMemo(() => ({ model, lang, strings, words: strings.workspace }), [model]);
  const [live, setLive] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const room = useRoom(bench, panels, root);
  const command = useCommands(model, panels, room);
  useLooks(model, room);

  useLayoutEffect(() => {
    const stop = new AbortController();
    recallLook();
    const detach = model.attach(() => {
      setLive(true);
      codeFromLink(model, stop.signal);
    });
    showRuntime(model, stop.signal);
    tellVerdicts(model.session, stop.signal);
    tellWork(model, stop.signal);
    followText(model, root.current!, stop.signal);
    watchPage(model, stop.signal);
    askBeforeLoss(model, stop.signal);
    keepPlace(props, stop.signal);
    keepWire(model.session.wire, stop.signal);
    warmWhenIdle(model, env, root.current!, stop.signal);
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
          <WholeButton />
          <Notices />
          <CodeRegion live={live} onCommand={command} />
          <Handle />
          <Lower room={room} />
        </div>
        <NameDialog />
        <KeyList />
        <Speaker />
        <Announcer />
      </div>
    </BenchProvider>
  );
}
