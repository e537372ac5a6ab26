import { splitReferences } from './references.ts';

/** Text whose citations lead to what they cite; `leaves` says to whom cannot see it that another site opens. */
export function ReferenceText({ text, leaves }: { text: string; leaves: string }) {
  return (
    <>
      {splitReferences(text).map((part, at) =>
        typeof part === 'string' ? (
          part
        ) : (
          <a key={at} class="leaves" href={part.href} target="_blank" rel="external noopener">
            {part.text}
            <span class="sr-only"> ({leaves})</span>
          </a>
        ),
      )}
    </>
  );
}
