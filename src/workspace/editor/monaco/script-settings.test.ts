import { TypeScriptWorker } from 'monaco-editor/languages/features/typescript/tsWorker.js';
import { describe, expect, it } from 'vitest';

import { exerciseSlugs, loadLesson } from '../../../course/disk/load.server.ts';
import { drawn } from '../../../../testing/proof/proofs.ts';
import { packNodeTypes } from '../../../../integrations/editor/node-types.ts';
import { COMPILER_OPTIONS, REMARKS, WORK_URI } from './script-settings.ts';

const extraLibs = Object.fromEntries(
  Object.entries(packNodeTypes()).map(([path, content]) => [path, { content, version: 1 }]),
);

type Files = Readonly<Record<string, string>>;
type Model = ReturnType<ConstructorParameters<typeof TypeScriptWorker>[0]['getMirrorModels']>[number];

let open: Model[] = [];
let version = 0;

/** Monaco's language service, here without its worker around it; one for all tests, since it reads Node's types. */
const service = new TypeScriptWorker({ getMirrorModels: () => open }, { compilerOptions: COMPILER_OPTIONS, extraLibs });

/** Closes whatever is open and opens these. */
function openFiles(files: Files): void {
  version += 1;
  open = Object.entries(files).map(([path, text]) => ({
    uri: { path: `/lesson/work/${path}`, toString: () => WORK_URI + path },
    version,
    getValue: () => text,
  }));
}

/** Everything the editor would underline, as "line: words". */
async function faults(files: Files, path: string): Promise<string[]> {
  openFiles(files);
  const uri = WORK_URI + path;
  const found = await Promise.all([
    service.getSyntacticDiagnostics(uri),
    service.getSemanticDiagnostics(uri),
    service.getSuggestionDiagnostics(uri),
  ]);
  return found
    .flat()
    .filter(one => !REMARKS.includes(one.code))
    .map(one => `${files[path]!.slice(0, one.start).split('\n').length}: ${words(one.messageText)} (${one.code})`);
}

function words(text: string | { messageText: string }): string {
  return typeof text === 'string' ? text : text.messageText;
}

/** What hovering over the last `name` in `a.mjs` tells. */
async function explained(files: Files, name: string): Promise<string> {
  openFiles(files);
  const info = await service.getQuickInfoAtPosition(`${WORK_URI}a.mjs`, files['a.mjs']!.lastIndexOf(name));
  return info?.displayParts?.map(part => part.text).join('') ?? 'nothing';
}

/** Of a lesson's wrong answers: they are many, and use of Node what the others use. */
const SAMPLE = 4;

/** What a reader's code may look like: starters, solutions, some wrong answers; each with the files to look at. */
async function answers(): Promise<[name: string, files: Files, own: string[]][]> {
  const lessons = await Promise.all((await exerciseSlugs()).map(slug => loadLesson(slug)));
  return lessons.flatMap(({ slug, starter, solution, wrong }) => {
    const wrongOnes = drawn([...wrong], SAMPLE).map(([name, { files }]): [string, Files] => [`wrong/${name}`, files]);
    return [
      [`${slug}/starter`, starter, Object.keys(starter).filter(path => /\.[mc]?js$/.test(path))],
      ...[['solution', solution] as [string, Files], ...wrongOnes].map(([name, files]): [string, Files, string[]] => [
        `${slug}/${name}`,
        files,
        Object.keys(files).filter(path => files[path] !== starter[path]),
      ]),
    ];
  });
}

const ANSWERS = await answers();

describe('the language service, as the editor sets it up', () => {
  it.each(ANSWERS)('finds no fault with what runs: %s', async (_, files, own) => {
    for (const path of own) expect(await faults(files, path), path).toEqual([]);
  });

  it('finds what no engine would run', async () => {
    expect(await faults({ 'a.mjs': 'const a = 1;\na = ;\n' }, 'a.mjs')).toEqual(['2: Expression expected. (1109)']);
    expect(await faults({ 'a.mjs': 'function f() { await 1; }\n' }, 'a.mjs')).toHaveLength(1);
  });

  it('guesses what a misspelt name should have been', async () => {
    const text = 'const message = 1;\nconsole.log(mesage);\n';
    expect(await faults({ 'a.mjs': text }, 'a.mjs')).toEqual([
      `2: Could not find name 'mesage'. Did you mean 'message'? (2570)`,
    ]);
  });

  it("explains Node's modules, by both their names, and Node's globals", async () => {
    const server = `import tls from 'node:tls';\ntls.createServer({});`;
    expect(await explained({ 'a.mjs': server }, 'createServer')).toContain('createServer(options: tls.TlsOptions');
    expect(await explained({ 'a.mjs': `import { connect } from 'net';\nconnect;` }, 'connect')).toContain('): Socket');
    expect(await explained({ 'a.mjs': 'Buffer.from;' }, 'from')).toContain('from(');
    expect(await explained({ 'a.mjs': 'fetch;' }, 'fetch')).toContain('Promise<Response>');
  });

  it('knows no browser', async () => {
    expect(await explained({ 'a.mjs': 'document;' }, 'document')).toBe('any');
  });

  it.each(['./greet.mjs', '#work/greet.mjs'])('knows what an open file exports, imported as %s', async from => {
    const files = {
      'a.mjs': `import { greet } from '${from}';\ngreet;`,
      'greet.mjs': 'export const greet = (/** @type {string} */ name) => name.length;\n',
    };
    expect(await explained(files, 'greet')).toContain('greet: (name: string) => number');
  });
});
