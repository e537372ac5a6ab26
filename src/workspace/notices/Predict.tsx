import { useEffect } from 'preact/hooks';

import type { Predict as Question } from '../../course/prose.ts';
import { runBy } from '../../course/run-by.ts';
import { fill } from '../../i18n/strings.ts';
import { Inline } from '../../ui/Inline.tsx';
import { useBench } from '../bench-context.ts';
import { Bar } from './Bar.tsx';
import './predict.css';

/**
 * Asked before the first Run, and never in its way: then the truth stands beside the guess. Nothing counts it. It is a
 * line until the reader opens it, so that the code keeps half of the bench on a laptop.
 */
export function Predict() {
  const { model, words } = useBench();
  const { teaching, session, lesson } = model;
  // Of another program that the text has run the question says nothing.
  const ended = session.ended.value?.program === runBy(model.props.exercise);
  useEffect(() => {
    if (ended) teaching.guessTold.value = true;
  }, [ended]);
  const { predict } = model.props;
  // Who has tried something already, on an earlier visit or in this one, has no first Run before them.
  const late = lesson.value.tries > 0 && teaching.guess.value === undefined && !teaching.guessTold.value;
  if (!predict || late || teaching.guessClosed.value) return null;
  const close = (): void => {
    teaching.guessClosed.value = true;
  };
  return (
    <Bar close={{ label: words.predict.close, onClick: close }}>
      <details class="ws-guess">
        <summary>{words.predict.title}</summary>
        <Guess question={predict} />
      </details>
    </Bar>
  );
}

function Guess({ question: { ask, options, right, after } }: { question: Question }) {
  const {
    model: { teaching },
    words: { predict: words },
  } = useBench();
  const told = teaching.guessTold.value;
  const guess = teaching.guess.value;
  return (
    <fieldset class="ws-predict" data-told={told}>
      <legend>
        <Inline text={ask} />
      </legend>
      {options.map((option, at) => (
        <label key={at} data-right={told && at === right}>
          <input
            type="radio"
            name="ws-predict"
            checked={guess === at}
            disabled={told}
            onChange={() => {
              teaching.guess.value = at;
            }}
          />
          <span>
            <Inline text={option} />
            {told && at === right && <b> {words.right}</b>}
            {told && at === guess && at !== right && <i> {words.yours}</i>}
          </span>
        </label>
      ))}
      {/* Both stand in one place, so that nothing moves when one follows the other. */}
      <p class="ws-predict-said">
        <span hidden={told}>{words.run}</span>
        <span hidden={!told}>{told && <Inline text={after} />}</span>
      </p>
      <span class="sr-only">{told && fill(words.truth, { option: options[right]! })}</span>
    </fieldset>
  );
}
