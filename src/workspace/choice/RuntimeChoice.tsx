import { useEffect, useState } from 'preact/hooks';

import { fill } from '../../i18n/strings.ts';
import { chooseAtFirst, PREFERENCES, type Preference } from '../../runtimes/pool/choose.ts';
import { keepPreference, readPreference } from '../../runtimes/pool/preference.ts';
import { useBench } from '../bench-context.ts';
import './choice.css';
import { whyWords } from './why.ts';

/** Which runtime it is, why, and the reader's way to change it. */
export function RuntimeChoice() {
  const {
    model: { session, props },
    lang,
    strings: { runtime: words },
  } = useBench();
  const [preference, setPreference] = useState<Preference>('auto');
  useEffect(() => setPreference(readPreference()), []);
  if (!props.runtimes) return null;

  const { webcontainer } = props.runtimes;
  const { choice = chooseAtFirst(props.runtimes, props.exercise.needs), trouble } = session.machine.state.value;
  const why = whyWords(choice, words, trouble !== undefined);
  if (!webcontainer) return <p class="ws-why">{why}</p>;

  const { host } = new URL(webcontainer.origin);
  const change = async (next: Preference): Promise<void> => {
    setPreference(next);
    keepPreference(next);
    await session.stop();
    await session.machine.prefer(next);
  };
  const told = choice.against.flatMap(({ message }) => message ?? []);
  return (
    <details class="ws-why">
      <summary>
        <span>{why}</span> <span class="ws-change">{words.change}</span>
      </summary>
      <label>
        {words.label}
        <select
          value={preference}
          onChange={event => void change(event.currentTarget.value as Preference).catch(() => {})}
        >
          {PREFERENCES.map(one => (
            <option key={one} value={one}>
              {fill(words.options[one], { host })}
            </option>
          ))}
        </select>
      </label>
      {told.map(message => (
        <p key={message} class="ws-small">
          {fill(words.told, { message })}
        </p>
      ))}
      <p>
        <a href={`/${lang}/check-my-browser/`}>{words.check}</a>
      </p>
    </details>
  );
}
