import type { ComponentChildren } from 'preact';
import { useMemo, useState } from 'preact/hooks';

import type { NamedEnd } from '../../../course/hands-on.ts';
import { fill } from '../../../i18n/fill.ts';
import type { WireWords } from '../../../i18n/wire-words.ts';
import type { Reading } from '../../../wire/read.ts';
import { useBench } from '../../bench-context.ts';
import { spanOf } from '../../model/replay.ts';
import type { WireRecord } from '../../session/wire-log.ts';
import type { Extras } from '../../wire/MessageView.tsx';
import { Save } from '../../wire/Save.tsx';
import { WireView } from '../../wire/WireView.tsx';
import { Compare } from './Compare.tsx';
import { FromCode } from './FromCode.tsx';
import { Replay } from './Replay.tsx';
import { useEnds } from './use-ends.ts';
import { useReading } from './use-reading.ts';
import { useWantedRow } from './use-wanted-row.ts';

interface RunWireProps {
  record: WireRecord;
  /** Whether runs are recorded, to be chosen. */
  recording: ComponentChildren;
  words: WireWords;
}

/** The recording of a run, read as it grows: its messages, or two conversations beside each other. */
export function RunWire({ record, recording, words }: RunWireProps) {
  const { model } = useBench();
  const { bench } = words;
  const done = model.session.status.value === 'idle';
  const reading = useReading(record, done);
  const [comparing, compare] = useState(false);
  const extras = useMemo(
    (): Extras => ({ ofField: (message, path) => <FromCode {...{ message, path, words }} /> }),
    [words],
  );
  const row = useWantedRow(reading.messages, done);
  const ends = useEnds(record);
  const check = model.replay.value;
  const span = useMemo(() => (check === undefined ? undefined : spanOf(record, check)), [record, check]);
  if (reading.messages.length === 0) {
    return (
      <p class="ws-nothing">
        {done ? bench.nothing : bench.waiting} {recording}
      </p>
    );
  }
  if (check !== undefined && span) {
    return <Replay key={check} check={check} span={span} reading={reading} extras={extras} words={words} />;
  }
  const name = record.task === 'run' ? model.session.program.value : model.props.slug;
  const bar = (
    <>
      <p role="status" class={row.missing ? undefined : 'sr-only'}>
        {row.missing && bench.noSuchRow}
      </p>
      <Found reading={reading} task={record.task} name={name} words={words} />
      {done && (
        <>
          <button type="button" aria-pressed={comparing} onClick={() => compare(!comparing)}>
            {bench.compare}
          </button>
          <Saves reading={reading} name={name.replace(/\W+/g, '-')} ends={ends} words={words} />
        </>
      )}
      {recording}
    </>
  );
  if (!comparing) {
    return (
      <WireView
        key={record.packets[0]?.time}
        {...{ reading, words, extras, ends, bar }}
        chosen={row.key}
        onChoose={row.leave}
      />
    );
  }
  return (
    <>
      <div class="ws-wire-what">{bar}</div>
      <Comparing now={reading} words={words} />
    </>
  );
}

interface SavesProps {
  reading: Reading;
  name: string;
  ends: readonly NamedEnd[] | undefined;
  words: WireWords;
}

/** The files to take home, behind one press: there is little room. */
function Saves({ reading, name, ends, words }: SavesProps) {
  return (
    <details class="ws-wire-saves">
      <summary>{words.bench.save}</summary>
      <Save {...{ reading, name, ends, words }} />
    </details>
  );
}

/** What there is, in as few words as have room; what ran is told to those who listen. */
function Found({ reading, task, name, words }: FoundProps) {
  const { packets, messages, secrets } = reading;
  const counts = { packets: packets.length, messages: messages.filter(({ quiet }) => !quiet).length, secrets };
  return (
    <p class="ws-small">
      <span class="sr-only">{task === 'run' ? fill(words.bench.ofRun, { program: name }) : words.bench.ofCheck}: </span>
      {fill(words.page.found, counts)}
    </p>
  );
}

interface FoundProps extends Pick<WireRecord, 'task'> {
  reading: Reading;
  name: string;
  words: WireWords;
}

function Comparing({ now, words }: { now: Reading; words: WireWords }) {
  const before = useBench().model.session.wire.before.value;
  return before ? (
    <WithBefore now={now} before={before} words={words} />
  ) : (
    <Compare now={now} before={undefined} words={words} />
  );
}

function WithBefore({ now, before, words }: { now: Reading; before: WireRecord; words: WireWords }) {
  return <Compare now={now} before={useReading(before, true)} words={words} />;
}
