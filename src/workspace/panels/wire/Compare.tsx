import { useMemo, useState } from 'preact/hooks';

import { fill } from '../../../i18n/fill.ts';
import type { WireWords } from '../../../i18n/wire-words.ts';
import { compareConversations, type Compared } from '../../../wire/compare.ts';
import type { Reading } from '../../../wire/read.ts';
import { conversationsOf, firstPair, type Conversation } from './conversations.ts';

interface CompareProps {
  now: Reading;
  /** Of the run before. */
  before: Reading | undefined;
  words: WireWords;
}

/** Two conversations beside each other, of this run or the one before, with what differs. */
export function Compare({ now, before, words }: CompareProps) {
  const { bench } = words;
  const mine = useMemo(() => conversationsOf(now, bench.thisRun, words), [now]);
  const its = useMemo(() => (before ? conversationsOf(before, bench.runBefore, words) : []), [before]);
  const all = [...mine, ...its];
  const [chosen, choose] = useState<{ left?: number; right?: number }>({});
  const [first, second] = firstPair(mine, its);
  const { left: one = first, right: other = second } = chosen;
  if (all.length < 2) return <p class="ws-nothing">{bench.nothingElse}</p>;
  const [mineOne, itsOne] = [all[one] ?? all[0]!, all[other] ?? all[0]!];
  return (
    <div class="wire-compare">
      <Choice name={bench.one} all={all} at={one} choose={left => choose({ ...chosen, left })} />
      <Choice name={bench.other} all={all} at={other} choose={right => choose({ ...chosen, right })} />
      <p class="ws-small">{bench.fresh}</p>
      <ComparedTable left={mineOne} right={itsOne} words={words} />
    </div>
  );
}

interface ChoiceProps {
  name: string;
  all: readonly Conversation[];
  at: number;
  choose: (at: number) => void;
}

function Choice({ name, all, at, choose }: ChoiceProps) {
  return (
    <label>
      {name}
      <select value={at} onChange={({ currentTarget }) => choose(Number(currentTarget.value))}>
        {all.map(({ label }, n) => (
          <option key={n} value={n}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The differences of two conversations as a table, the messages as rows with their fields below. */
export function ComparedTable({ left, right, words }: { left: Conversation; right: Conversation; words: WireWords }) {
  const { page, bench } = words;
  const compared = useMemo(() => compareConversations(left.messages, right.messages), [left, right]);
  const alone = compared.filter(({ first, second }) => first === undefined || second === undefined).length;
  const differ = compared.filter(({ differences }) => differences.length > 0).length;
  return (
    <>
      <p role="status">{fill(bench.sumUp, { same: compared.length - alone - differ, differ, alone })}</p>
      <table class="wire-fields">
        <thead>
          <tr>
            {[page.message, left.label, right.label].map((title, n) => (
              <th key={n} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        {compared.map((one, n) => (
          <Rows key={n} compared={one} words={words} />
        ))}
      </table>
    </>
  );
}

function Rows({
  compared: { name, side, first, second, differences },
  words,
}: {
  compared: Compared;
  words: WireWords;
}) {
  const { page, bench } = words;
  const kind =
    first === undefined
      ? bench.onlyRight
      : second === undefined
        ? bench.onlyLeft
        : differences.length > 0
          ? fill(bench.differs, { n: differences.length })
          : bench.same;
  return (
    <tbody class={kind === bench.same ? undefined : 'wire-differs'}>
      <tr>
        <th scope="rowgroup">
          {page[side]}: {name} <strong>{kind}</strong>
        </th>
        {[first, second].map((packet, n) => (
          <td key={n}>{packet === undefined ? bench.notThere : `${page.packet} ${packet}`}</td>
        ))}
      </tr>
      {differences.map(({ path, first: mine, second: its }) => (
        <tr key={path} class="wire-difference">
          <th scope="row">{path}</th>
          {[mine, its].map((value, n) => (
            <td key={n}>{value === undefined ? <em>{bench.notThere}</em> : <mark>{value}</mark>}</td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}
