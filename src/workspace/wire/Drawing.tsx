import type { Lanes } from './lanes.ts';
import type { WireRow } from './rows.ts';
import { ROW } from './window.ts';

/** Of one lane, in pixels. */
const WIDE = 88;
const NARROW = 66;

/** How wide the drawing is, and where each lane stands in it. */
export function placesOf({ all }: Lanes): { width: number; lanes: number[] } {
  const pitch = all.length > 2 ? NARROW : WIDE;
  return { width: pitch * Math.max(1, all.length), lanes: all.map((_, n) => pitch * (n + 0.5)) };
}

/** Whether somebody on the way could have read it. */
export function isEncrypted({ message: { layers, name } }: WireRow): boolean {
  return name.startsWith('encrypted') || layers.some(({ opened }) => opened);
}

/** One row of the sequence diagram: the lifelines, and the message from one to the other (made from the table's row). */
export function DrawnRow({ row, lanes, at = 0 }: { row: WireRow; lanes: Lanes; at?: number }) {
  const places = placesOf(lanes);
  const { from, to, side } = row.message;
  const start = places.lanes[lanes.of(from, side)] ?? 0;
  const end = places.lanes[lanes.of(to, side === 'client' ? 'server' : 'client')] ?? places.width;
  return (
    <g transform={`translate(0 ${at})`} class={`wire-drawn wire-${side}`}>
      {places.lanes.map(x => (
        <line key={x} class="wire-lifeline" x1={x} x2={x} y1={0} y2={ROW} />
      ))}
      {row.failed ? <Broken start={start} end={end} /> : <Arrow start={start} end={end} hatched={isEncrypted(row)} />}
    </g>
  );
}

/** Plain where everybody could read it, hatched where it was encrypted. */
function Arrow({ start, end, hatched }: { start: number; end: number; hatched: boolean }) {
  const y = ROW / 2;
  const back = end > start ? -1 : 1;
  return (
    <>
      <line class={hatched ? 'wire-shaft wire-hatched' : 'wire-shaft'} x1={start} x2={end + 8 * back} y1={y} y2={y} />
      <path class="wire-tip" d={`M${end + back} ${y}l${9 * back} -5v10z`} />
    </>
  );
}

/** A cross between both ends. */
function Broken({ start, end }: { start: number; end: number }) {
  const [x, y] = [(start + end) / 2, ROW / 2];
  return <path class="wire-broken" d={`M${x - 6} ${y - 6}l12 12m0 -12l-12 12`} />;
}
