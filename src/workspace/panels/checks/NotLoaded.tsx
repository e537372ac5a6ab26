import type { SeenError } from '../../../checker/report.ts';
import { useBench } from '../../bench-context.ts';
import { Thrown } from './Thrown.tsx';

/** In place of what is to be said of a check: the code could not be loaded, why and where, once. */
export function NotLoaded({ error }: { error: SeenError }) {
  const { words } = useBench();
  const { interruption } = words.checks;
  return (
    <div class="ws-explained" data-status="error">
      <h3>{words.verdicts.notLoaded}</h3>
      <p class="ws-short">{error.code === 'LOAD_TIMEOUT' ? interruption.loadLate : interruption.load}</p>
      <Thrown error={error} />
    </div>
  );
}
