import { useRef, useState } from 'preact/hooks';

import { fill } from '../../i18n/fill.ts';
import type { WireWords } from '../../i18n/wire-words.ts';
import type { Reading } from '../../wire/read.ts';
import './open-wire.css';

type Panel = typeof import('./panel.ts');
type Refused = 'nothing' | 'noHex' | 'noCapture';

/** Opens a recording, or digits, of the reader's own: all of it stays in the tab. */
export default function OpenWire({ words }: { words: WireWords }) {
  const form = useRef<HTMLFormElement>(null);
  const [panel, setPanel] = useState<Panel>();
  const [reading, setReading] = useState<Reading>();
  const [said, setSaid] = useState('');
  const [busy, setBusy] = useState(false);
  /** What was chosen in one recording says nothing of the next. */
  const readings = useRef(0);
  const { page } = words;

  const read = async (): Promise<void> => {
    setBusy(true);
    setSaid(page.reading);
    try {
      const loaded = await import('./panel.ts');
      setPanel(loaded);
      const answer = await readInput(loaded, new FormData(form.current!));
      readings.current++;
      setReading(typeof answer === 'string' ? undefined : answer);
      setSaid(typeof answer === 'string' ? page[answer] : foundWords(answer, words));
    } catch (error) {
      setSaid(fill(page.failed, { reason: error instanceof Error ? error.message : String(error) }));
    }
    setBusy(false);
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    if (!busy) void read();
  };
  return (
    <div class="open-wire">
      <form ref={form} onSubmit={submit}>
        <label>
          {page.file}
          <input type="file" name="file" accept=".pcap,.pcapng,.cap" />
        </label>
        <label>
          {page.keys}
          <input type="file" name="keys" />
        </label>
        <label>
          {page.hex}
          <textarea name="hex" rows={4} spellcheck={false} autocomplete="off" aria-describedby="wire-hex-help" />
        </label>
        <p id="wire-hex-help">{page.hexHelp}</p>
        <button type="submit" aria-disabled={busy}>
          {page.read}
        </button>
        <p role="status">{said}</p>
      </form>
      {reading && panel && (
        <>
          <h2 class="sr-only">{page.messages}</h2>
          <panel.WireView key={readings.current} reading={reading} words={words} />
          <panel.Save reading={reading} name="handshake" words={words} />
        </>
      )}
    </div>
  );
}

async function readInput(panel: Panel, data: FormData): Promise<Reading | Refused> {
  const [file, keys] = [data.get('file'), data.get('keys')].map(one =>
    one instanceof File && one.size > 0 ? one : undefined,
  );
  const keyLog = (await keys?.text()) ?? '';
  if (file) return panel.openFile(new Uint8Array(await file.arrayBuffer()), keyLog);
  const digits = String(data.get('hex') ?? '');
  return digits.trim() ? panel.openHex(digits, keyLog) : 'nothing';
}

function foundWords({ packets, messages, secrets }: Reading, { page }: WireWords): string {
  return fill(page.found, {
    packets: packets.length,
    messages: messages.filter(({ quiet }) => !quiet).length,
    secrets,
  });
}
