import { useState } from 'preact/hooks';

import { fill } from '../../../../i18n/strings.ts';
import { Inline } from '../../../../ui/Inline.tsx';
import { useBench } from '../../../bench-context.ts';
import type { CatchQuestion } from '../../../model/after.ts';
import { Diff } from './Diff.tsx';

/** Wrong answers one after the other, beside the solution: which check catches this one? */
export function Catch({ questions }: { questions: readonly CatchQuestion[] }) {
  const {
    words: { after: words },
  } = useBench();
  const [at, setAt] = useState(0);
  const [chosen, choose] = useState<string>();
  const question = questions[at % questions.length]!;
  const next = (): void => {
    setAt(at + 1);
    choose(undefined);
  };
  return (
    <section>
      <h4>{words.catch}</h4>
      <p>{words.catchText}</p>
      <Diff text={question.diff} />
      <Options question={question} chosen={chosen} onChoose={choose} />
      {questions.length > 1 && (
        <button type="button" class="ws-link" onClick={next}>
          {words.another}
        </button>
      )}
    </section>
  );
}

interface OptionsProps {
  question: CatchQuestion;
  chosen: string | undefined;
  onChoose(id: string): void;
}

function Options({ question: { options, caughtBy }, chosen, onChoose }: OptionsProps) {
  const { model, words } = useBench();
  const titleOf = (id: string): string => model.props.checks[id]?.title ?? id;
  const right = chosen !== undefined && caughtBy.includes(chosen);
  const caught = caughtBy.map(id => `“${titleOf(id)}”`).join(', ');
  return (
    <>
      <ul class="ws-after-options">
        {options.map(id => (
          <li key={id}>
            <button type="button" aria-pressed={chosen === id} onClick={() => onChoose(id)}>
              <Inline text={titleOf(id)} />
            </button>
          </li>
        ))}
      </ul>
      <p role="status">
        {chosen !== undefined && (
          <Inline text={right ? fill(words.after.caught, { checks: caught }) : words.after.notCaught} />
        )}
      </p>
    </>
  );
}
