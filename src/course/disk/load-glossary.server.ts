import { join } from 'node:path';

import { termsOf, type GlossaryTerm } from '../glossary.ts';
import { inProject } from '../../project.server.ts';
import { readFiles } from './folder.server.ts';
import { readGlossary } from './glossary.ts';
import { wholeOf } from './problem.ts';

/** The terms of a language in the order of its alphabet; none without a glossary. Rejects with a `LessonError`. */
export async function loadGlossary(lang: string, content = inProject('content')): Promise<GlossaryTerm[]> {
  const [own, english] = await Promise.all([lang, 'en'].map(one => glossaryOf(one, content)));
  return termsOf(lang, own!, english!);
}

async function glossaryOf(lang: string, content: string) {
  const { 'glossary.yaml': text } = await readFiles(join(content, lang));
  if (text === undefined) return {};
  return wholeOf(readGlossary(lang, text)).terms ?? {};
}
