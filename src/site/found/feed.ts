export interface FeedEntry {
  /** Address below the site's own. */
  path: string;
  title: string;
  summary: string;
  /** When it was first there, and when it was changed last (RFC 3339). */
  published: string;
  updated: string;
}

export interface Feed {
  lang: string;
  title: string;
  /** Addresses below the site's own: of the feed itself, and of the page that it is of. */
  self: string;
  home: string;
  entries: readonly FeedEntry[];
}

/** A feed as Atom (RFC 4287) of a site at `site`, what came last first. An address is its entry's name for good. */
export function atom(site: URL, { lang, title, self, home, entries }: Feed): string {
  const at = (path: string): string => escaped(new URL(path, site).href);
  const newest = entries.toSorted((one, other) => other.published.localeCompare(one.published));
  const updated = entries.map(entry => entry.updated).reduce((one, other) => (one > other ? one : other), '');
  const items = newest.map(
    entry => `  <entry>
    <id>${at(entry.path)}</id>
    <title>${escaped(entry.title)}</title>
    <link href="${at(entry.path)}"/>
    <published>${entry.published}</published>
    <updated>${entry.updated}</updated>
    <summary>${escaped(entry.summary)}</summary>
  </entry>
`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang}">
  <id>${at(self)}</id>
  <title>${escaped(title)}</title>
  <link rel="self" type="application/atom+xml" href="${at(self)}"/>
  <link rel="alternate" type="text/html" href="${at(home)}"/>
  <updated>${updated}</updated>
  <author><name>Handshake</name></author>
${items.join('')}</feed>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
