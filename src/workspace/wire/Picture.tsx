import { render } from 'preact';

import type { NamedEnd } from '../../course/hands-on.ts';
import type { WireWords } from '../../i18n/wire-words.ts';
import type { Reading } from '../../wire/read.ts';
import { DrawnRow, placesOf } from './Drawing.tsx';
import { laneName, laneTitle } from './lane-words.ts';
import { lanesOf } from './lanes.ts';
import { rowName } from './row-words.ts';
import { wireRows } from './rows.ts';
import { ROW } from './window.ts';

/** Of a message's words, in pixels; what is longer is cut. */
const WORDS = 420;
const HEAD = 56;
const MARGIN = 12;

/** A picture stands alone, so it brings its colours: those of the light page (src/ui/styles/tokens.css). */
const STYLE = `
text{font:13px sans-serif;fill:#1d2126}.end{font-weight:700;text-anchor:middle}.port{font-size:11px;text-anchor:middle}
.wire-lifeline{stroke:#83898f}.wire-drawn{stroke-width:2}.wire-client{color:#1d55b5}.wire-server{color:#09655f}
.wire-shaft{stroke:currentcolor}.wire-hatched{stroke-width:7;stroke-dasharray:2 3}.wire-tip{fill:currentcolor}
.wire-broken{fill:none;stroke:#a8201a;stroke-width:3}.failed{fill:#a8201a;font-weight:700}`;

interface PictureProps {
  reading: Reading;
  ends?: readonly NamedEnd[] | undefined;
  words: WireWords;
}

/** The sequence diagram of a whole recording, drawn from the rows of its table. */
export function Picture({ reading, ends, words }: PictureProps) {
  const rows = wireRows(reading.messages, false);
  const lanes = lanesOf(reading.messages, ends);
  const places = placesOf(lanes);
  const [width, height] = [2 * MARGIN + places.width + WORDS, HEAD + rows.length * ROW + MARGIN];
  return (
    <svg xmlns="http://www.w3.org/2000/svg" width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
      <style>{STYLE}</style>
      <rect width={width} height={height} fill="#fff" />
      <g transform={`translate(${MARGIN} 0)`}>
        {lanes.all.map((lane, n) => (
          <g key={n} transform={`translate(${places.lanes[n]} 0)`}>
            <text class="end" y={24}>
              {laneTitle(lane, words)}
            </text>
            <text class="port" y={42}>
              {laneName(lane, words)}
            </text>
          </g>
        ))}
        {rows.map((row, n) => (
          <g key={row.key}>
            <DrawnRow row={row} lanes={lanes} at={HEAD + n * ROW} />
            <text class={row.failed && 'failed'} x={places.width + 8} y={HEAD + n * ROW + ROW / 2 + 4}>
              {rowName(row, words)}
            </text>
          </g>
        ))}
      </g>
    </svg>
  );
}

/** The same as the text of an SVG file. */
export function asPicture(props: PictureProps): string {
  const box = document.createElement('div');
  render(<Picture {...props} />, box);
  return new XMLSerializer().serializeToString(box.firstElementChild!);
}
