import { useBench } from '../../bench-context.ts';
import { hasCrossed } from '../../model/replay.ts';

/** What a check put on the wire, message by message, where it was recorded. */
export function OnWire({ id }: { id: string }) {
  const { model, words } = useBench();
  if (model.session.status.value !== 'idle' || !hasCrossed(model.session.wire.record.value, id)) return null;
  return (
    <p class="ws-again">
      <button type="button" onClick={() => model.showOnWire(id)}>
        {words.checks.onWire}
      </button>
      <span class="ws-small">{words.checks.onWireNote}</span>
    </p>
  );
}
