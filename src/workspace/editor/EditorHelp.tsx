import { fill, type Strings } from '../../i18n/strings.ts';
import type { KeyNames } from '../page/keys.ts';
import type { Stage } from './use-monaco.ts';

interface Props {
  id: string;
  strings: Strings['editor'];
  stage: Stage;
  notice: string;
  simple: boolean;
  readOnly: boolean;
  /** Esc was pressed: Tab leaves. */
  armed: boolean;
  /** The focus is in the editor. */
  inside: boolean;
  tabMoves: boolean;
  accessible: boolean;
  keys: KeyNames;
  onSimple(simple: boolean): void;
  onRetry(): void;
}

/** What stands under the code: the way out of it, the keys, and the choice of a simpler editor. */
export function EditorHelp(props: Props) {
  const { id, strings, stage, notice, simple, keys, onSimple, onRetry } = props;
  return (
    <div class="editor-help">
      <p class="editor-hint" role="status">
        {notice && `${notice} `}
        {stage === 'failed' ? (
          <button type="button" onClick={onRetry}>
            {strings.retry}
          </button>
        ) : (
          situation(props)
        )}
      </p>
      <p class="editor-keys" id={id}>
        {!simple && (
          <span class="sr-only">
            {strings.leave}. {fill(strings.tabIndents, { key: keys.tab })}.{' '}
            {fill(strings.accessible, { key: keys.accessible })}.{' '}
          </span>
        )}
        {fill(strings.keys, { check: keys.check, run: keys.run })}
      </p>
      <label class="editor-simple" title={strings.simpleHelp}>
        <input
          type="checkbox"
          checked={simple}
          aria-describedby={`${id}-simple`}
          onChange={event => onSimple(event.currentTarget.checked)}
        />
        {strings.simple}
        <span class="sr-only" id={`${id}-simple`}>
          {strings.simpleHelp}
        </span>
      </label>
    </div>
  );
}

/** How things are now: why nothing can be typed, or how to get out of the code by keyboard. */
function situation({ strings, stage, simple, readOnly, armed, inside, tabMoves, accessible, keys }: Props): string {
  if (readOnly) return strings.readOnlyMessage;
  if (simple) return '';
  if (armed) return strings.leaveNow;
  if (stage === 'loading' && inside) return strings.loading;
  if (accessible && inside) return fill(strings.accessibleOn, { key: keys.accessible });
  return tabMoves ? fill(strings.tabMoves, { key: keys.tab }) : strings.leave;
}
