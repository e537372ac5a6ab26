import type { NamedEnd } from '../../course/hands-on.ts';
import type { WireWords } from '../../i18n/wire-words.ts';
import { writePcapng } from '../../wire/capture/index.ts';
import type { Reading } from '../../wire/read.ts';
import { saveFile, saveText } from '../page/save.ts';
import { asText } from './as-text.ts';
import { asPicture } from './Picture.tsx';

interface SaveProps {
  reading: Reading;
  /** Of the files, before the dot. */
  name: string;
  ends?: readonly NamedEnd[] | undefined;
  words: WireWords;
}

/** What was recorded, to take home: for Wireshark, as a table of text, as a picture. */
export function Save({ reading, name, ends, words }: SaveProps) {
  const { page } = words;
  const packets = reading.packets.map(({ packet }) => packet);
  return (
    <p class="wire-save">
      {packets.length > 0 && (
        <button type="button" onClick={() => saveFile(`${name}.pcapng`, [writePcapng(packets, reading.keyLog)])}>
          {page.pcapng}
        </button>
      )}
      <button type="button" onClick={() => saveText(`${name}.txt`, asText(reading, words), 'text/plain')}>
        {page.text}
      </button>
      <button
        type="button"
        onClick={() => saveText(`${name}.svg`, asPicture({ reading, ends, words }), 'image/svg+xml')}
      >
        {page.svg}
      </button>
    </p>
  );
}
