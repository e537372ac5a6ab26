import { useEffect, useState } from 'preact/hooks';

import type { Recall as Question } from '../course/prose.ts';
import { fill, type Strings } from '../i18n/strings.ts';
import { twinOf } from '../course/twin.ts';
import { browserStore, questionsOf, recallsDue, recordRecalled, twinsDue, type Store } from '../progress/index.ts';
import { Inline } from '../ui/Inline.tsx';
import './recall.css';

interface Page {
  title: string;
  href: string;
  recall: readonly Question[];
  twin?: { href: string; title: string };
}

/** What `/<lang>/recall.json` has of each lesson that has questions or a twin, by its exercise. */
export type RecallPages = Readonly<Record<string, Page>>;

interface Props {
  words: Strings['recall'];
  /** Address of a RecallPages, fetched only when something is due. */
  address: string;
  store?: () => Store;
  now?: () => number;
}

/**
 * What has come due, on the course map: two questions of a lesson passed a while ago, and the twin of one passed a week
 * ago. Whoever leaves them loses nothing.
 */
export default function Recall({ words, address, store = browserStore, now = Date.now }: Props) {
  const [due, setDue] = useState<ReturnType<typeof recallsDue>>([]);
  const [twins, setTwins] = useState<readonly string[]>([]);
  const [pages, setPages] = useState<RecallPages>({});
  useEffect(
    () =>
      store().whenReady(() => {
        const found = recallsDue(store(), now());
        const twinsFound = twinsDue(store(), now());
        if (found.length + twinsFound.length === 0) return;
        // Without its questions nothing is said to be due: they are no news that could be missed.
        void fetchPages(address).then(fetched => {
          setPages(fetched);
          setDue(found.filter(({ slug }) => fetched[slug]?.recall.length));
          setTwins(twinsFound.filter(slug => fetched[slug]?.twin));
        });
      }),
    [],
  );
  const skipTwin = (slug: string): void => {
    recordRecalled(store(), twinOf(slug), now());
    setTwins(twins.slice(1));
  };
  return (
    <>
      <Questions {...{ words, due, pages, store, now }} onNext={() => setDue(due.slice(1))} />
      {twins[0] && <TwinDue words={words} page={pages[twins[0]]!} onSkip={() => skipTwin(twins[0]!)} />}
    </>
  );
}

interface QuestionsProps extends Required<Omit<Props, 'address'>> {
  due: ReturnType<typeof recallsDue>;
  pages: RecallPages;
  onNext(): void;
}

function Questions({ words, due, pages, store, now, onNext }: QuestionsProps) {
  const [first] = due;
  const page = first && pages[first.slug];
  if (!page) return null;
  return (
    <section class="recall" aria-label={words.title}>
      <h2>{fill(words.due, { n: due.length })}</h2>
      <p>
        {words.about} <a href={page.href}>{page.title}</a>
      </p>
      <Round
        key={first.slug}
        words={words}
        questions={questionsOf(page.recall, first.round)}
        onDone={() => recordRecalled(store(), first.slug, now())}
        onNext={onNext}
      />
    </section>
  );
}

/** One twin at a time: a link, and a way to put it off for good. */
function TwinDue({ words, page, onSkip }: { words: Strings['recall']; page: Page; onSkip(): void }) {
  return (
    <section class="recall" aria-label={words.twin}>
      <h2>{words.twin}</h2>
      <p>
        {words.twinAbout} <a href={page.href}>{page.title}</a>
      </p>
      <p>
        <a href={page.twin!.href}>{page.twin!.title}</a>
      </p>
      <button type="button" onClick={onSkip}>
        {words.twinSkip}
      </button>
    </section>
  );
}

interface RoundProps {
  words: Strings['recall'];
  questions: readonly Question[];
  onDone(): void;
  onNext(): void;
}

function Round({ words, questions, onDone, onNext }: RoundProps) {
  const [chosen, setChosen] = useState<Readonly<Record<number, number>>>({});
  const done = questions.every((_, at) => chosen[at] !== undefined);
  const choose = (at: number, option: number): void => {
    const next = { ...chosen, [at]: option };
    setChosen(next);
    if (!done && questions.every((_, one) => next[one] !== undefined)) onDone();
  };
  return (
    <>
      {questions.map((question, at) => (
        <Asked key={at} {...{ words, question, at }} chosen={chosen[at]} onChoose={option => choose(at, option)} />
      ))}
      <button type="button" onClick={onNext}>
        {done ? words.done : words.skip}
      </button>
    </>
  );
}

interface AskedProps {
  words: Strings['recall'];
  question: Question;
  at: number;
  chosen: number | undefined;
  onChoose(option: number): void;
}

function Asked({ words, question: { ask, options, right, why }, at, chosen, onChoose }: AskedProps) {
  return (
    <fieldset>
      <legend>
        <Inline text={ask} />
      </legend>
      {options.map((option, n) => (
        <label key={n}>
          <input
            type="radio"
            name={`recall-${at}`}
            checked={chosen === n}
            disabled={chosen !== undefined}
            onChange={() => onChoose(n)}
          />
          <Inline text={option} />
        </label>
      ))}
      <p role="status">
        {chosen !== undefined && (
          <>
            <b>{chosen === right ? words.right : fill(words.wrong, { option: options[right]! })}</b>{' '}
            <Inline text={why} />
          </>
        )}
      </p>
    </fieldset>
  );
}

async function fetchPages(address: string): Promise<RecallPages> {
  try {
    return (await (await fetch(address)).json()) as RecallPages;
  } catch {
    return {};
  }
}
