import { useEffect, useRef, useState } from 'preact/hooks';

import type { SeenError } from '../../checker/report.ts';
import { fill } from '../../i18n/strings.ts';
import { useBench, type Bench } from '../bench-context.ts';
import { countOf, firstToShow, loadError, stoppedByReader } from '../model/tally.ts';
import { adviceOn } from '../words/advice.ts';
import { adviceAfter, exitWords } from '../words/exit-words.ts';
import { isLearners, judgedOf, verdictOf } from '../words/verdict.ts';

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
  const unloaded = loadError(model);
  if (unloaded) return unloadedWords(unloaded, words);
  const first = firstToShow(model.ids, checks);
  if (!first) return fill(words.checks.announcePassed, { n: all });
  const judged = judgedOf(first, model);
  const verdict = verdictOf(judged, words.verdicts).short;
  const { prose, result } = judged;
  return spoken(
    fill(words.checks.announceFailed, { passed, all, title: prose.title, verdict }),
    result?.error && adviceOn([result.error.message], words.advice),
  );
}

function unloadedWords(error: SeenError, { checks, advice }: Bench['words']): string {
  if (!isLearners(error)) return checks.interruption.loadLate;
  const said = [`${error.name}: ${error.message}.`, ...(error.at ? [`${error.at}.`] : [])];
  return spoken(checks.interruption.load, ...said, adviceOn([error.message], advice));
}

/** Sentences to be heard: what marks code is not read out. */
function spoken(...said: (string | undefined)[]): string {
  return said
    .filter(one => one !== undefined)
    .join(' ')
    .replaceAll('`', '');
}
