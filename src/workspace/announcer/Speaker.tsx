import { effect } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';

import { fill } from '../../i18n/strings.ts';
import { useBench } from '../bench-context.ts';
import { QUIET_AFTER, SLOW_AFTER, useSilence } from '../session/use-silence.ts';
import { ReadOut } from './read-out.ts';

/** Between two tellings at least; and how long a line may stand unfinished until it is told, both in ms. */
const PAUSE = 1_000;
const REST = 2_000;
const KEPT = 5;

interface Said {
  id: number;
  text: string;
}

/** Reads out, politely and in portions, what a run prints while it runs; nothing of it is to be seen. */
export function Speaker() {
  const {
    model: { session },
    lang,
    words: { output: words },
  } = useBench();
  const [said, setSaid] = useState<readonly Said[]>([]);
  const ids = useRef(0);
  const say = (text: string | undefined): void => {
    if (text) setSaid(before => [...before.slice(1 - KEPT), { id: ids.current++, text }]);
  };

  useEffect(() => {
    const { output } = session;
    const readOut = new ReadOut(words.more, lang);
    let pause: ReturnType<typeof setTimeout> | undefined;
    let rest: ReturnType<typeof setTimeout> | undefined;
    const stopTimers = (): void => {
      clearTimeout(pause);
      clearTimeout(rest);
      pause = rest = undefined;
    };
    const tell = (): void => {
      pause = undefined;
      say(readOut.next(output.view.peek()));
    };
    const stop = effect(() => {
      const view = output.view.value;
      const ended = session.ended.value !== undefined;
      if (view.empty || session.task.value !== 'run' || ended) stopTimers();
      // What was said of the last run is no part of this one.
      if (view.empty) setSaid(before => (before.length > 0 ? [] : before));
      if (view.empty || session.task.value !== 'run' || session.recalled.value) return readOut.skip(view);
      if (ended) return tell();
      pause ??= setTimeout(tell, PAUSE);
      clearTimeout(rest);
      rest = setTimeout(() => say(readOut.rest(output.view.peek())), REST);
    });
    return () => {
      stop();
      stopTimers();
    };
  }, [session]);

  // Of a program that has printed, what it printed is read out: that it pauses may be heard.
  const silence = useSilence(session);
  const seconds = session.output.view.value.empty ? silence : 0;
  const news =
    seconds >= SLOW_AFTER
      ? words.slow
      : seconds >= QUIET_AFTER
        ? fill(words.quiet, { seconds: QUIET_AFTER })
        : undefined;
  useEffect(() => say(news?.replaceAll('`', '')), [news]);

  return (
    <div class="sr-only" role="log" translate={false}>
      {said.map(({ id, text }) => (
        <p key={id}>{text}</p>
      ))}
    </div>
  );
}
