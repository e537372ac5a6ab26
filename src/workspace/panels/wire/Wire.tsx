import { useRef } from 'preact/hooks';

import { useBench } from '../../bench-context.ts';
import type { PanelProps } from '../panel.ts';
import { useLoaded } from './use-loaded.ts';
import './wire-panel.css';

/** What crossed the wire in the last Run or Check. What reads and draws it comes with the first look. */
export function Wire({ title }: PanelProps) {
  const {
    model,
    lang,
    words: { wire: words },
  } = useBench();
  const root = useRef<HTMLElement>(null);
  const [loaded, again] = useLoaded(root, lang);
  const { record, on } = model.session.wire;
  const recording = <Recording />;
  const loadedAll = record.value && typeof loaded === 'object';
  return (
    <section class="ws-wire ws-region" aria-label={title} ref={root}>
      <div class="ws-head">
        <h2>{title}</h2>
        {!loadedAll && recording}
      </div>
      {!record.value && !on.value && <p class="ws-nothing">{words.off}</p>}
      {record.value && loaded === 'loading' && <p class="ws-nothing">{words.loading}</p>}
      {record.value && loaded === 'failed' && (
        <p class="ws-nothing" role="alert">
          {words.failed}{' '}
          <button type="button" onClick={again}>
            {words.again}
          </button>
        </p>
      )}
      {record.value && typeof loaded === 'object' && (
        <loaded.RunWire record={record.value} recording={recording} words={loaded.words} />
      )}
    </section>
  );
}

/** Whether runs are recorded, as the reader wants it. */
function Recording() {
  const {
    model,
    words: { wire: words },
  } = useBench();
  const { on } = model.session.wire;
  return (
    <label class="ws-wire-on">
      <input
        type="checkbox"
        checked={on.value}
        onChange={({ currentTarget }) => {
          on.value = currentTarget.checked;
        }}
      />
      {words.record}
    </label>
  );
}
