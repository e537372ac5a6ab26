import { memo } from 'preact/compat';

import { count } from '../../../i18n/format.ts';
import { fill } from '../../../i18n/strings.ts';
import { Inline } from '../../../ui/Inline.tsx';
import { useBench } from '../../bench-context.ts';
import type { LogBlock } from '../../log/output-log.ts';
import { saveFile } from '../../page/save.ts';
import { AdviceNote } from '../../prose/AdviceNote.tsx';
import { Placed } from '../../prose/Placed.tsx';
import { QUIET_AFTER, SLOW_AFTER, useSilence } from '../../session/use-silence.ts';
import { adviceAfter, exitWords } from '../../words/exit-words.ts';
import type { PanelProps } from '../panel.ts';
import './output.css';
import { StdinLine } from './StdinLine.tsx';
import { useStickToEnd } from './use-stick-to-end.ts';

/** What the last run or check printed, how it ended, and a line of input while it runs. */
export function Output({ title }: PanelProps) {
  const {
    model,
    lang,
    words: { output: words, advice: adviceWords },
  } = useBench();
  const { session } = model;
  const { blocks, dropped, empty } = session.output.view.value;
  const end = session.ended.value;
  const scroller = useStickToEnd(blocks, end);
  const advice = end && adviceAfter(end, adviceWords);
  const ofCheck = session.task.value === 'check' && !empty;
  // One line is enough until a program runs: the room belongs to the code and the checks.
  const unused = empty && !end && session.status.value !== 'running';

  return (
    <section class="ws-output ws-region" aria-label={title}>
      <div class="ws-head">
        <h2>{title}</h2>
        {unused && <Nothing />}
        {ofCheck && <span class="ws-small">{words.ofCheck}</span>}
        {session.recalled.value && !unused && <span class="ws-small">{words.before}</span>}
        {!empty && <Quiet />}
      </div>
      <div
        class="ws-printed"
        hidden={unused}
        ref={scroller}
        tabIndex={0}
        role="group"
        aria-label={words.scroll}
        translate={false}
      >
        {dropped > 0 && (
          <p class="ws-small ws-dropped">
            {fill(words.dropped, { n: count(dropped, lang) })}{' '}
            <button
              type="button"
              class="ws-link"
              onClick={() => saveFile('output.txt', session.output.whole() as BlobPart[])}
            >
              {words.save}
            </button>
          </p>
        )}
        {blocks.map((block, at) => (
          <Block key={block.id} block={block} starts={blocks[at - 1]?.stream !== block.stream} />
        ))}
        {empty && !unused && <Nothing />}
        {advice && <AdviceNote text={advice} />}
        {end && (
          <p class="ws-exit" data-exit={end.exit.reason === 'exited' && end.exit.code === 0 ? 'ok' : 'not'} translate>
            {exitWords(end, words.exit, lang)}
          </p>
        )}
      </div>
      <StdinLine />
    </section>
  );
}

/** Blocks are replaced, never changed: one that is the same need not be drawn again. */
const Block = memo(function Block({ block, starts }: { block: LogBlock; starts: boolean }) {
  const {
    words: { output: words },
  } = useBench();
  const mark = block.stream === 'stderr' ? words.stderr : block.stream === 'input' ? words.you : undefined;
  return (
    <div class="ws-block" data-stream={block.stream}>
      {mark && starts && <span class="ws-stream">{mark}</span>}
      <pre>
        <Placed text={block.text} />
      </pre>
    </div>
  );
});

/** It has printed, and then no more: beside the title, where it moves nothing. */
function Quiet() {
  const {
    model: { session },
    words: { output: words },
  } = useBench();
  const seconds = useSilence(session);
  return seconds >= QUIET_AFTER ? <span class="ws-small">{fill(words.quiet, { seconds })}</span> : null;
}

function Nothing() {
  const {
    model: { session },
    words: { output: words },
  } = useBench();
  const seconds = useSilence(session);
  const status = session.status.value;
  const waits = session.task.value === 'run' && (status === 'fetching' || status === 'starting');
  const waiting = seconds >= QUIET_AFTER ? words.quiet : waits ? words.begins : words.waiting;
  const text = session.ended.value ? words.silent : status === 'idle' ? words.nothing : waiting;
  const program = session.program.value;
  return (
    <p class="ws-nothing" translate>
      {fill(text, { program, seconds })}
      {seconds >= SLOW_AFTER && (
        <span class="ws-slow">
          <Inline text={words.slow} />
        </span>
      )}
    </p>
  );
}
