import type { ComponentChildren } from 'preact';

import type { CheckResult } from '../../../checker/report.ts';
import { Inline } from '../../../ui/Inline.tsx';
import { ReferenceText } from '../../../ui/ReferenceText.tsx';
import { useBench } from '../../bench-context.ts';
import { visible } from '../../log/terminal-text.ts';
import { clockDoubt } from '../../words/clock-words.ts';
import { labelWords } from '../../words/label-words.ts';
import { judgedOf, verdictOf } from '../../words/verdict.ts';
import { Ask } from './Ask.tsx';
import { Label } from './Label.tsx';
import { OnWire } from './OnWire.tsx';
import { SeenValueView } from './SeenValueView.tsx';
import { Thrown } from './Thrown.tsx';

/** What happened in one check, why it matters and what to try. */
export function CheckDetail({ id }: { id: string }) {
  const { model, lang, strings, words } = useBench();
  const clock = model.clock.value;
  const judged = judgedOf(id, model);
  const { status, result, prose } = judged;
  const { short, said, note } = verdictOf(judged, words.verdicts);
  const settled = status !== 'idle' && status !== 'running';
  const mended = settled && status !== 'pass';
  const known = !settled || result !== undefined;
  return (
    <div class="ws-explained" data-status={status} data-stale={model.isStale(id)}>
      <h3>
        <Inline text={prose.title} />
      </h3>
      <p class="ws-short">{short}</p>
      {model.isStale(id) && <p class="ws-small">{words.checks.olderText}</p>}
      {(mended || model.session.alone.value === id) && <Again id={id} />}
      {mended && judged.attack && <OnWire id={id} />}
      {said && (
        <p class="ws-said">
          <Inline text={said} />
        </p>
      )}
      {note && (
        <p class="ws-small">
          {words.checks.note} <Label id={id} label={note} />
        </p>
      )}
      {result?.error && !judged.unloaded && <Thrown error={result.error} />}
      {result && <Values id={id} result={result} />}
      {!known && <p class="ws-small">{words.checks.noDetails}</p>}
      {mended && <Ask id={id} prose={prose} />}
      {prose.why && (
        <Part title={words.checks.why}>
          <p>
            <Inline text={prose.why} />
          </p>
        </Part>
      )}
      {prose.rule && (
        <Part title={words.checks.rule}>
          <p>
            <ReferenceText text={prose.rule} leaves={strings.prose.leaves} />
          </p>
        </Part>
      )}
      {model.session.report.value?.interruption && mended && <Interrupted />}
      {clock && mended && <p class="ws-small">{clockDoubt(clock, lang, words.clock)}</p>}
    </div>
  );
}

/** One press checks this one alone, which takes a part of the time, and all of them when it passes. */
function Again({ id }: { id: string }) {
  const { model, words } = useBench();
  const busy = model.session.status.value !== 'idle';
  const again = ({ currentTarget }: { currentTarget: HTMLElement }): void => {
    // The button goes when the check has passed; what is to be said of it stays.
    currentTarget.closest<HTMLElement>('.ws-detail')?.focus({ preventScroll: true });
    model.check(id);
  };
  return (
    <p class="ws-again">
      <button type="button" disabled={busy} onClick={again}>
        {words.checks.again}
      </button>
      <span class="ws-small">{words.checks.againNote}</span>
    </p>
  );
}

function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="ws-part">
      <h4>{title}</h4>
      {children}
    </section>
  );
}

function Values({ id, result: { failure, evidence } }: { id: string; result: CheckResult }) {
  const {
    model: { props },
    words: { checks: words },
  } = useBench();
  const { expected, actual } = failure ?? {};
  return (
    <>
      {expected && (
        <Part title={words.expected}>
          <SeenValueView value={expected} other={actual} role="expected" />
        </Part>
      )}
      {actual && (
        <Part title={failure!.kind === 'not-refused' ? words.cameBack : words.actual}>
          <SeenValueView value={actual} other={expected} role="actual" />
        </Part>
      )}
      {evidence.map(({ label, value }, at) => (
        <Part key={at} title={`${words.evidence}: ${visible(labelWords(id, label, props).text)}`}>
          <SeenValueView value={value} />
        </Part>
      ))}
    </>
  );
}

function Interrupted() {
  const {
    model,
    words: {
      checks: { interruption: words },
    },
  } = useBench();
  const { interruption } = model.session.report.value ?? {};
  if (!interruption || interruption.kind === 'aborted') return null;
  const late = interruption.error?.code === 'LOAD_TIMEOUT';
  return <p class="ws-small">{late ? words.loadLate : words[interruption.kind]}</p>;
}
