import { useMemo, useState } from 'preact/hooks';

import { fill } from '../../../i18n/fill.ts';
import type { WireWords } from '../../../i18n/wire-words.ts';
import type { Reading } from '../../../wire/read.ts';
import { useBench } from '../../bench-context.ts';
import type { Span } from '../../model/replay.ts';
import type { Extras } from '../../wire/MessageView.tsx';
import { WireView } from '../../wire/WireView.tsx';
import { endOfStep, lastOfAttacker, ofSpan } from './attack.ts';

interface ReplayProps {
  check: string;
  span: Span;
  reading: Reading;
  extras: Extras;
  words: WireWords;
}

/** The messages of a check, one more with each press, and the one marked that an attacker should not have got to. */
export function Replay({ check, span, reading, extras, words }: ReplayProps) {
  const { model } = useBench();
  const { bench, page } = words;
  const [step, setStep] = useState(1);
  const [choice, choose] = useState<{ step: number; key: string }>();
  const whole = useMemo(() => ofSpan(reading, span), [reading, span]);
  const all = whole.messages.filter(({ quiet }) => !quiet).length;
  const end = endOfStep(whole.messages, step);
  const shown = useMemo(() => ({ ...whole, messages: whole.messages.slice(0, end) }), [whole, end]);
  const attacker = model.props.exercise.attacker ?? 'client';
  const marked = lastOfAttacker(whole.messages, attacker);
  const title = model.props.checks[check]?.title ?? check;
  const to = (next: number): void => setStep(Math.max(1, Math.min(all, next)));
  return (
    <>
      <div class="ws-wire-what">
        <p>
          {fill(bench.replay, { title: title.replace(/[`*]/g, '') })} {fill(bench.attacker, { side: page[attacker] })}
        </p>
        <button type="button" aria-disabled={step <= 1} onClick={() => to(step - 1)}>
          {bench.back}
        </button>
        <button type="button" aria-disabled={step >= all} onClick={() => to(step + 1)}>
          {bench.next}
        </button>
        <p role="status" class="ws-small">
          {fill(bench.step, { n: step, all, name: whole.messages[end - 1]?.name ?? '' })}
          {end > marked && marked >= 0 && ` ${bench.refusableNote}`}
        </p>
        <button type="button" onClick={() => (model.replay.value = undefined)}>
          {bench.replayEnd}
        </button>
      </div>
      <WireView
        reading={shown}
        words={words}
        extras={extras}
        chosen={choice?.step === step ? choice.key : String(end - 1)}
        onChoose={key => choose({ step, key })}
        marks={new Map([[String(marked), bench.refusable]])}
      />
    </>
  );
}
