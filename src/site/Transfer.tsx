import { useRef, useState } from 'preact/hooks';

import { fill, type Strings } from '../i18n/strings.ts';
import { browserStore, exportProgress, importProgress, LONGEST_IMPORT, type ImportOutcome } from '../progress/index.ts';
import { saveText } from '../workspace/page/save.ts';

/** Saves all progress to a file and brings one in: for the course map. */
export default function Transfer({ words }: { words: Strings['workspace']['transfer'] }) {
  const [outcome, setOutcome] = useState<ImportOutcome>();
  const input = useRef<HTMLInputElement>(null);

  const save = (): void => {
    const day = new Date().toISOString().slice(0, 10);
    saveText(`handshake-progress-${day}.json`, exportProgress(browserStore()), 'application/json');
  };
  const bring = async (file: File): Promise<void> => {
    const text = file.size > LONGEST_IMPORT ? undefined : await file.text().catch(() => '');
    setOutcome(
      text === undefined ? { ok: false, problem: { code: 'too-long' } } : await importProgress(browserStore(), text),
    );
  };

  return (
    <details class="ws-transfer">
      <summary>{words.title}</summary>
      <p>{words.text}</p>
      <p class="ws-notice-actions">
        <button type="button" onClick={save}>
          {words.export}
        </button>
        <button type="button" onClick={() => input.current?.click()}>
          {words.import}
        </button>
        <input
          ref={input}
          type="file"
          accept="application/json,.json"
          aria-label={words.import}
          hidden
          onChange={event => {
            const [file] = event.currentTarget.files ?? [];
            if (file) void bring(file);
            event.currentTarget.value = '';
          }}
        />
      </p>
      <p role="status">{outcome && told(outcome, words)}</p>
    </details>
  );
}

function told(outcome: ImportOutcome, words: Strings['workspace']['transfer']): string {
  if (!outcome.ok) return fill(words.problem[outcome.problem.code], { version: '', where: '', ...outcome.problem });
  const { lessons, drafts } = outcome;
  const news = (['kept', 'noRoom', 'unkept'] as const).filter(one => outcome[one] > 0);
  return [fill(words.done, { lessons, drafts }), ...news.map(one => fill(words[one], { n: outcome[one] }))].join(' ');
}
