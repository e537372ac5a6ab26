import { useBench } from '../bench-context.ts';
import { Bar } from './Bar.tsx';

/** What a tool of the menu has done, or why not. */
export function Said() {
  const {
    model: { tools },
    words,
  } = useBench();
  const said = tools.said.value;
  if (!said) return null;
  const close = (): void => {
    tools.said.value = undefined;
  };
  return (
    <Bar close={{ label: words.drafts.close, onClick: close }}>
      {said.words(words)}
      {said.link !== undefined && (
        <input
          class="ws-link-field"
          type="text"
          readOnly
          aria-label={words.share.field}
          value={said.link}
          onFocus={event => event.currentTarget.select()}
        />
      )}
    </Bar>
  );
}
