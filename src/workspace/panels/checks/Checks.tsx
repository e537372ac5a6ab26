import { useRef, useState } from 'preact/hooks';

import { moment } from '../../../i18n/format.ts';
import { fill } from '../../../i18n/strings.ts';
import { useBench, type Bench } from '../../bench-context.ts';
import { countOf, firstToShow, loadError, stoppedByReader } from '../../model/tally.ts';
import { bringIntoSight } from '../../page/sight.ts';
import type { PanelProps } from '../panel.ts';
import { AllPassed } from './AllPassed.tsx';
import { CheckDetail } from './CheckDetail.tsx';
import { CheckRow } from './CheckRow.tsx';
import './checks.css';
import { NotLoaded } from './NotLoaded.tsx';
import { stepName } from './step-name.ts';

/** All checks in teaching order, and beside the list what is to be said of one of them. */
export function Checks({ title }: PanelProps) {
  const {
    model,
    words: { checks: words },
  } = useBench();
  const {
    session,
    props: { exercise },
  } = model;
  const checks = session.checks.value;
  const checking = session.status.value === 'checking';
  const [chosen, choose] = useState<{ id: string; during: unknown }>();

  // A choice holds until the next Check begins; its first failure then opens by itself.
  const during = session.report.value ?? checking;
  const picked = chosen && chosen.during === during ? chosen.id : undefined;
  const unloaded = loadError(model);
  const shown = picked ?? (unloaded ? undefined : firstToShow(model.ids, checks));
  const detail = useRef<HTMLDivElement>(null);
  const open = (id: string): void => {
    choose({ id, during });
    // Where the explanation stands below the list, a press leads there.
    requestAnimationFrame(() => bringIntoSight(detail.current));
  };

  return (
    <section class="ws-checks ws-region" aria-label={title}>
      <div class="ws-head">
        <h2>{title}</h2>
        <Tally />
      </div>
      <div class="ws-checks-body">
        <div class="ws-list">
          {exercise.steps.map((ids, at) => (
            <div class="ws-step" key={at}>
              {exercise.steps.length > 1 && <h3>{stepName(at, model.props.steps, words)}</h3>}
              <ol>
                {ids.map(id => (
                  <CheckRow key={id} id={id} open={id === shown} onOpen={() => open(id)} />
                ))}
              </ol>
            </div>
          ))}
        </div>
        <div class="ws-detail" id="ws-detail" ref={detail} role="group" aria-label={words.details} tabIndex={-1}>
          {shown ? <CheckDetail key={shown} id={shown} /> : unloaded ? <NotLoaded error={unloaded} /> : <NoneShown />}
        </div>
      </div>
    </section>
  );
}

/** How far it is, in a few words that change in place. */
function Tally() {
  const bench = useBench();
  const {
    model,
    words: { checks: words },
  } = bench;
  const { session } = model;
  const { all, done, passed } = countOf(model.ids, session.checks.value);
  const checking = session.status.value === 'checking';
  const text = checking
    ? fill(words.progress, { done, all })
    : done > 0
      ? fill(words.passed, { passed, all })
      : fill(words.count, { n: all });
  const also = checking ? undefined : besides(bench, done);
  return (
    <p class="ws-tally" data-stale={model.stale.value && done > 0}>
      {text}
      {also && <span> · {also}</span>}
    </p>
  );
}

/** What else is to be known of these verdicts: what the reader did last comes first. */
function besides({ model, lang, words: { checks: words } }: Bench, done: number): string | undefined {
  const restored = model.restoredAt.value;
  if (done > 0 && model.stale.value) return words.stale;
  if (stoppedByReader(model)) return done > 0 ? words.stopped : words.stoppedFirst;
  if (done > 0 && restored) return fill(words.restored, { time: moment(restored, lang) });
  return undefined;
}

/** Nothing to explain: before a Check, during it, or because all is well. */
function NoneShown() {
  const {
    model,
    words: { checks: words },
  } = useBench();
  const {
    session,
    props: { exercise },
  } = model;
  const { all, passed } = countOf(model.ids, session.checks.value);
  if (session.status.value === 'checking') return null;
  if (passed === all) return <AllPassed />;
  const attacks = exercise.attacks.length;
  return <p class="ws-nothing">{attacks > 0 ? fill(words.introAttacks, { n: attacks }) : words.intro}</p>;
}
