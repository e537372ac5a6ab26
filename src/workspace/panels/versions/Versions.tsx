import { moment } from '../../../i18n/format.ts';
import { fill } from '../../../i18n/strings.ts';
import { COPIES_KEPT } from '../../../progress/index.ts';
import { useBench } from '../../bench-context.ts';
import type { PanelProps } from '../panel.ts';
import './versions.css';

/** What was replaced and is still kept. */
export function Versions({ title }: PanelProps) {
  const {
    model,
    lang,
    words: { versions: words },
  } = useBench();
  const copies = model.code.copies.value;
  return (
    <section class="ws-versions" aria-label={title}>
      <ul>
        {copies.map(copy => (
          <li key={copy.id}>
            <span>
              {moment(copy.at, lang)}: {words.reasons[copy.reason]}
            </span>
            <span class="ws-notice-actions">
              <button
                type="button"
                onClick={() => {
                  model.compare.value = { kind: 'copy', copy, files: model.code.over(copy.files) };
                }}
              >
                {words.show}
              </button>
              <button type="button" onClick={() => model.bring(copy)}>
                {words.bring}
              </button>
              <button type="button" onClick={() => model.code.drop(copy)}>
                {words.drop}
              </button>
            </span>
          </li>
        ))}
      </ul>
      <p class="ws-small">{fill(words.note, { n: COPIES_KEPT })}</p>
    </section>
  );
}
