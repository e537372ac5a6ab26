import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { inProject } from '../project.server.ts';

/** The packages whose work reaches a reader's browser; their licences ask that the text come along. */
const SHIPPED = [
  '@fontsource-variable/jetbrains-mono',
  '@preact/signals',
  '@webcontainer/api',
  'lucide-static',
  'monaco-editor',
  'preact',
  'pretendard',
  'v86',
  'zod',
];

export interface LicenceText {
  name: string;
  /** Part of the address: `/licences/<slug>.txt`. */
  slug: string;
  text: string;
}

/** The licence texts of what the site ships; throws when a package comes without one. */
export function licenceTexts(): Promise<LicenceText[]> {
  return Promise.all(
    SHIPPED.map(async name => {
      const text =
        (await licenceIn(inProject('node_modules', name))) ??
        (await licenceIn(inProject('node_modules', name, 'dist')));
      if (text === undefined) {
        throw new Error(`node_modules/${name} has no licence file; src/site/licences.ts must find its text elsewhere`);
      }
      return { name, slug: name.replace('@', '').replace('/', '-'), text };
    }),
  );
}

async function licenceIn(folder: string): Promise<string | undefined> {
  const file = (await readdir(folder).catch(() => [])).find(entry => /^licen[cs]e/i.test(entry));
  return file && readFile(join(folder, file), 'utf8');
}
