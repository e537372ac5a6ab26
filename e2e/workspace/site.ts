import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { loadLesson } from '../../src/course/disk/load.server.ts';
import { proseByExercise } from '../../src/course/disk/load-prose.server.ts';
import { stringsFor, type Lang } from '../../src/i18n/strings.ts';
import { benchWords } from '../../src/site/bench-words.ts';
import { highlightFiles } from '../../src/site/highlight.ts';
import { inProject } from '../../src/project.server.ts';
import { hex } from '../../src/wire/bytes.ts';
import { readCapture } from '../../src/wire/capture/index.ts';
import type { WorkspaceProps } from '../../src/workspace/props.ts';
import { builtFolder } from '../../testing/built.ts';
import { serveFolder, type Site } from '../../testing/site-server.ts';
import { buildRendered } from '../support/rendered.ts';
import type { WireFile } from './fixture/client.tsx';
import { answerInput, answerRun } from './runner.ts';

export type { Site } from '../../testing/site-server.ts';

const FIXTURE = fileURLToPath(new URL('./fixture/', import.meta.url));
const BUILT = builtFolder('workspace');

/** A lesson of the course that needs nothing but Node's own modules. */
const SLUG = 'aead';

/** Builds the bench of a real lesson on a page of its own, in both languages. */
export async function buildPages(): Promise<void> {
  await buildRendered<WorkspaceProps>({
    root: FIXTURE,
    folder: BUILT,
    propsOf,
    wordsOf: ({ title }) => ({ title, summary: '' }),
  });
  const { bundle, solution } = await loadLesson(SLUG);
  await writeFile(`${BUILT}bundle.json`, JSON.stringify(bundle));
  await writeFile(`${BUILT}solution.json`, JSON.stringify(solution));
  await writeFile(`${BUILT}wire.json`, JSON.stringify(await wireFile()));
}

/** A client called alice, and a server, over TLS 1.3. */
async function wireFile(): Promise<WireFile> {
  const { packets, keyLog } = readCapture(await readFile(inProject('testing/wire/fixture/mutual-13.pcapng')))!;
  return { packets: packets.map(({ time, bytes }) => ({ time: time * 1000, hex: hex(bytes) })), keyLog };
}

async function propsOf(lang: Lang): Promise<WorkspaceProps> {
  const { exercise, starter } = await loadLesson(SLUG);
  const { prose } = (await proseByExercise(lang)).get(SLUG)!;
  return {
    lang,
    slug: SLUG,
    exercise,
    starter,
    version: 'first',
    strings: stringsFor(lang),
    title: prose.title,
    highlighted: await highlightFiles(starter),
    ...benchWords(prose),
    builtAt: Date.now(),
    urls: {
      bundle: '/bundle.json',
      solution: '/solution.json',
      machine: '/machine/',
      next: { href: '/next/', title: 'Passwords' },
    },
  };
}

/** Serves the built pages under the policy, over plain http, with a place to run Node. */
export function servePages(): Promise<Site> {
  return serveFolder(BUILT, {
    answers: {
      '/run': (request, response) => void answerRun(request, response),
      '/run/input': (request, response) => void answerInput(request, response),
    },
  });
}
