import type { ComponentChildren } from 'preact';

const TOKEN = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s](?:[^*]*[^*\s])?)\*/g;

/** Prose with `code`, *emphasis* and **strong emphasis**, and nothing else: everything becomes text nodes. */
export function Inline({ text }: { text: string }) {
  const parts: ComponentChildren[] = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [whole, code, strong, emphasis] = match;
    parts.push(text.slice(from, match.index));
    if (code) parts.push(<code translate={false}>{code}</code>);
    else parts.push(strong ? <strong>{strong}</strong> : <em>{emphasis}</em>);
    from = match.index + whole.length;
  }
  parts.push(text.slice(from));
  return <>{parts}</>;
}
