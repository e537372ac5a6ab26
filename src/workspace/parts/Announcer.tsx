import { useEffect, useRef, useState } from 'preact/hooks';

import { fill } from '../../i18n/strings.ts';
import { adviceOn } from '../output/advice.ts';
import { adviceAfter, exitWords } from '../output/exit-words.ts';
import { countOf, firstToShow, stoppedByReader } from '../checks/tally.ts';
import { verdictOf } from '../checks/verdict.ts';
import type { Bench } from './context.ts';
import { useBench } from './context.ts';

/** Says once, politely, how a Run or Check has ended; the panels themselves are silent while they fill. */
export function Announcer() {
  const bench = useBench();
  const { session } = bench.model;
  const idle = session.status.value === 'idle';
  const [text, say] = useState('');
  const was = useRef(true);
  useEffect(() => {
    if (idle === was.current) return;
    was.current = idle;
    say(idle ? ending(bench) : '');
  }, [idle]);
  return (
    <p class="sr-only" role="status">
      {text}
    </p>
  );
}

function ending({ model, lang, words }: Bench): string {
  const { session } = model;
  const end = session.ended.peek();
  if (session.task.peek() === 'run')
    return end ? spoken(exitWords(end, words.output.exit, lang), adviceAfter(end, words.advice)) : '';
  const checks = session.checks.peek();
  const { all, done, passed } = countOf(model.ids, checks);
  if (stoppedByReader(model)) return done > 0 ? words.checks.stopped : words.checks.stoppedFirst;
  if (!session.report.peek()) return '';
  const first = firstToShow(model.ids, checks);
  if (!first) return fill(words.checks.announcePassed, { n: all });
  const { exercise, checks: prose } = model.props;
  const verdict = verdictOf(
    {
      ...checks[first]!,
      attack: exercise.attacks.includes(first),
      prose: prose[first] ?? { title: first, why: '', outcomes: {} },
      titleOf: id => prose[id]?.title ?? id,
    },
    words.verdicts,
  ).short;
  const { error } = checks[first]!.result ?? {};
  return spoken(
    fill(words.checks.announceFailed, { passed, all, title: prose[first]?.title ?? first, verdict }),
    error && adviceOn([error.message], words.advice),
  );
}

/** Sentences to be heard: what marks code is not read out. */
function spoken(...said: (string | undefined)[]): string {
  return said
    .filter(one => one !== undefined)
    .join(' ')
    .replaceAll('`', '');
}
