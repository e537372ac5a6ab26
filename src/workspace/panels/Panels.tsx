import { useBench } from '../bench-context.ts';
import type { Panel } from './panel.ts';

/** The panels of a list that are to be shown on one side of the editor. */
export function Panels({ list, place }: { list: readonly Panel[]; place: Panel['place'] }) {
  const bench = useBench();
  const here = list.filter(panel => panel.place === place && (panel.stays || panel.shown(bench)));
  return (
    <>
      {here.map(({ id, component: Component, title, shown }) => (
        <Component key={id} title={title(bench)} hidden={!shown(bench)} />
      ))}
    </>
  );
}
