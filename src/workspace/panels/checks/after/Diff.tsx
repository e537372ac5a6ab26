import { useBench } from '../../../bench-context.ts';

type Kind = 'added' | 'removed' | 'same' | 'place';

/** A unified diff line by line; whoever cannot see the signs hears them in words. */
export function Diff({ text }: { text: string }) {
  const { strings, words } = useBench();
  const said = strings.editor.diff;
  const lines = text.trimEnd().split('\n');
  return (
    <pre class="ws-value ws-after-diff" tabIndex={0} role="region" aria-label={words.after.diff} translate={false}>
      {lines.map((line, at) => {
        const kind = kindOf(line);
        return (
          <span key={at} data-kind={kind}>
            {(kind === 'added' || kind === 'removed') && <span class="sr-only">{said[kind]}: </span>}
            {`${line}\n`}
          </span>
        );
      })}
    </pre>
  );
}

export function kindOf(line: string): Kind {
  if (/^(@@|---|\+\+\+) /.test(line)) return 'place';
  if (line.startsWith('+')) return 'added';
  return line.startsWith('-') ? 'removed' : 'same';
}
