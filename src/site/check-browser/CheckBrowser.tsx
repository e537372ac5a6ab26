import { useEffect, useRef, useState } from 'preact/hooks';

import type { Capability } from '../../course/capabilities.ts';
import { fill } from '../../i18n/fill.ts';
import type { Candidate } from '../../runtimes/pool/choose.ts';
import { readPreference, type SiteRuntimes } from '../../runtimes/pool/preference.ts';
import { asText, type Words } from './as-text.ts';
import { FactsTable, ProofsTable } from './Tables.tsx';
import { readFacts, type Facts } from './facts.ts';
import { adviceFor, lessonsAble, UNASKED, type Finding, type Findings } from './findings.ts';
import './check-browser.css';

export interface CheckBrowserProps {
  strings: Words;
  runtimes: SiteRuntimes;
  /** What each lesson needs. */
  lessons: readonly (readonly Capability[])[];
  machine: string;
}

const STARTING: Finding = { ...UNASKED, state: 'booting' };

/** Starts what runs programs in this very browser, calls everything once, and says what to do about what fails. */
export default function CheckBrowser({ strings, runtimes, lessons, machine }: CheckBrowserProps) {
  const {
    checkBrowser: words,
    runtime: { names },
  } = strings;
  const host = new URL(runtimes.webcontainer?.origin ?? 'https://none.invalid').host;
  const [facts, setFacts] = useState<Facts>();
  const [findings, setFindings] = useState<Findings>({
    ...(runtimes.image && { vm: UNASKED }),
    ...(runtimes.webcontainer && { webcontainer: UNASKED }),
  });
  const [askService, setAskService] = useState(false);
  const [stage, setStage] = useState<'idle' | 'busy' | 'done'>('idle');
  useEffect(() => {
    void readFacts().then(setFacts);
    setAskService(runtimes.webcontainer !== undefined && [readPreference(), runtimes.choice].includes('webcontainer'));
  }, []);

  const start = async (): Promise<void> => {
    const wanted: Candidate[] = [
      ...(runtimes.image ? ['vm' as const] : []),
      ...(askService ? ['webcontainer' as const] : []),
    ];
    setStage('busy');
    setFindings(now => ({
      ...now,
      ...Object.fromEntries(wanted.map((one, at) => [one, at > 0 ? UNASKED : STARTING])),
    }));
    const { checkRuntime } = await import('./check-runtime.client.ts');
    // One after the other: two at once would take each other's time.
    for (const one of wanted) {
      await checkRuntime(one, runtimes, machine, (finding: Finding) =>
        setFindings(now => ({ ...now, [one]: finding })),
      );
    }
    setStage('done');
  };

  const columns = ['vm', 'webcontainer'] as const;
  const all = lessons.length;
  const able = lessonsAble(lessons, findings);
  const working = columns.find(name => ['booting', 'probing'].includes(findings[name]?.state ?? ''));
  const busy = stage === 'busy';
  const done = stage === 'done';
  const advice = facts && done ? adviceFor(facts, findings, able, all) : [];
  const state = working
    ? fill(words.state[findings[working]!.state as 'booting'], { name: names[working] })
    : done
      ? fill(words.state.done, { able, all })
      : words.state.idle;

  return (
    <div class="check-browser">
      <div class="cb-start">
        {/* Until the page's script is here, a press would be lost. While it works it stays: it may have the focus. */}
        <button type="button" disabled={!facts} aria-disabled={busy} onClick={() => void (busy || start())}>
          {done ? words.again : words.start}
        </button>
        {runtimes.webcontainer && (
          <label>
            <input
              type="checkbox"
              checked={askService}
              disabled={busy || !facts}
              onChange={event => setAskService(event.currentTarget.checked)}
            />
            {fill(words.ask, { host })}
          </label>
        )}
        <p role="status">{state}</p>
      </div>
      {advice.length > 0 && (
        <section>
          <h2>{words.advice}</h2>
          <ul>
            {advice.map(name => (
              <li key={name}>{fill(words.advices[name], { host })}</li>
            ))}
          </ul>
        </section>
      )}
      <FactsTable facts={facts} words={words} />
      <ProofsTable findings={findings} strings={strings} />
      {facts && done && (
        <AsText
          words={words}
          text={asText({ facts, findings, advice, able, all, host, userAgent: navigator.userAgent }, strings)}
        />
      )}
    </div>
  );
}

/** The same as text; where a page may not copy (plain http), it is selected for the reader to copy. */
function AsText({ text, words }: { text: string; words: Words['checkBrowser'] }) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [said, setSaid] = useState('');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid(words.copied);
    } catch {
      area.current!.select();
      setSaid(words.select);
    }
  };
  return (
    <section>
      <h2>{words.text}</h2>
      <textarea ref={area} readOnly rows={12} aria-label={words.text} value={text} />
      <p class="cb-copy">
        <button type="button" onClick={() => void copy()}>
          {words.copy}
        </button>{' '}
        <span role="status">{said}</span>
      </p>
    </section>
  );
}
