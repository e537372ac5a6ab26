import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';

import { packNodeTypes, withPlainLinks } from './node-types.ts';
import { libraryClosure } from './script-libs.ts';
import { STAND_INS, withoutBareImports } from './slim-monaco.ts';

const monaco = join(dirname(createRequire(import.meta.url).resolve('monaco-editor/editor.js')));

describe('slimMonaco', () => {
  it.each(Object.keys(STAND_INS))('stands in for a module that this Monaco has: %s', path => {
    expect(existsSync(join(monaco, path))).toBe(true);
  });

  it('drops imports that only run a module', () => {
    expect(withoutBareImports(`import './a.js';\nimport { b } from './b.js';\n`)).toBe(
      `\nimport { b } from './b.js';\n`,
    );
  });
});

describe('scriptLibs', () => {
  it("keeps today's JavaScript and drops the browser", async () => {
    const file = pathToFileURL(join(monaco, 'languages/features/typescript/lib/lib.js')).href;
    const { libFileMap } = (await import(file)) as { libFileMap: Record<string, string> };
    const kept = Object.keys(libraryClosure(libFileMap, ['lib.esnext.d.ts']));
    expect(kept).toContain('lib.es5.d.ts');
    expect(kept).toContain('lib.es2024.promise.d.ts');
    expect(kept.filter(name => /dom|webworker|scripthost/.test(name))).toEqual([]);
  });

  it('says which library a newer Monaco no longer has', () => {
    expect(() => libraryClosure({ 'lib.a.d.ts': '/// <reference lib="gone" />' }, ['lib.a.d.ts'])).toThrow(
      'lib.gone.d.ts',
    );
  });
});

describe('packNodeTypes', () => {
  const types = packNodeTypes();

  it("explains Node, and what Node's types lean on", () => {
    expect(types['file:///node_modules/@types/node/tls.d.ts']).toContain('createServer');
    expect(types['file:///node_modules/@types/node/index.d.ts']).toContain('reference path="tls.d.ts"');
    expect(types['file:///node_modules/undici-types/index.d.ts']).toBeDefined();
  });

  it('holds no declarations for older compilers, which would say everything twice', () => {
    expect(Object.keys(types).filter(path => path.includes('/ts5'))).toEqual([]);
  });

  it('writes links as Markdown, since the editor shows them as they are written', () => {
    expect(withPlainLinks('see {@link connect}.')).toBe('see `connect`.');
    expect(withPlainLinks('{@link Server.listen the listen call}')).toBe('the listen call');
    expect(withPlainLinks('{@link https://x.test/a the page}')).toBe('[the page](https://x.test/a)');
    expect(Object.values(types).filter(text => /\{@link/.test(text))).toEqual([]);
  });
});
