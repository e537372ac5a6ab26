import { readFile } from 'node:fs/promises';

import { inProject } from '../project.server.ts';

export interface NoticeSection {
  title: string;
  /** Paragraphs around the entries. */
  text: string[];
  entries: { name: string; licence: string; purpose: string }[];
}

/**
 * The sections of NOTICE: a line at the margin followed by a blank one is a title, indented lines of three columns
 * (two or more spaces apart) are entries, everything else is text.
 */
export async function loadNotice(): Promise<NoticeSection[]> {
  return parseNotice(await readFile(inProject('NOTICE'), 'utf8'));
}

export function parseNotice(notice: string): NoticeSection[] {
  const sections: NoticeSection[] = [];
  for (const block of notice.trim().split(/\n\s*\n/)) {
    const lines = block.split('\n');
    const section = sections.at(-1);
    if (/^Packages from/.test(block) && lines.length === 1) sections.push({ title: block, text: [], entries: [] });
    else if (lines.every(line => line.startsWith('  '))) section?.entries.push(...lines.map(entry));
    else section?.text.push(lines.join(' '));
  }
  return sections;
}

function entry(line: string): NoticeSection['entries'][number] {
  const [name = '', licence = '', purpose = ''] = line.trim().split(/\s{2,}/);
  return { name, licence, purpose };
}
