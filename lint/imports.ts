import { globSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import ts from 'typescript';

import { inProject } from '../src/project.server.ts';
import { OUTER_ROOMS } from './arrows.mjs';

const FOLDERS = ['src', ...Object.keys(OUTER_ROOMS)].join(',');

/** What each source file imports of this project, types too; paths from the project's root, with `/` on every system. */
export function readImports(): Map<string, string[]> {
  const patterns = [`{${FOLDERS}}/**/*.{ts,tsx,mjs,js,astro}`, '*.{ts,mjs}'];
  const files = globSync(patterns, { cwd: inProject(), exclude: ['**/node_modules/**'] });
  return new Map(files.map(file => [slashed(file), ownImports(file, readFileSync(inProject(file), 'utf8'))]));
}

function ownImports(file: string, text: string): string[] {
  return specifiersOf(file, text)
    .filter(specifier => /^(\.|#src\/)/.test(specifier))
    .map(specifier => specifier.replace(/\?.*$/, ''))
    .map(path => slashed(path.startsWith('#') ? path.slice(1) : join(dirname(file), path)));
}

/** The modules that a file names: by `import`, `export from`, and `import()` of values and of types. */
export function specifiersOf(file: string, text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const name = moduleOf(node);
    if (name && ts.isStringLiteralLike(name)) found.push(name.text);
    ts.forEachChild(node, visit);
  };
  visit(parsed(file, text));
  return found;
}

/** A source file as TypeScript reads it; of a component of Astro, its frontmatter and scripts. */
export function parsed(file: string, text: string): ts.SourceFile {
  const [name, code] = file.endsWith('.astro') ? ['astro.ts', scriptsOf(text)] : [file, text];
  return ts.createSourceFile(name, code, ts.ScriptTarget.Latest);
}

function moduleOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return node.arguments[0];
  return undefined;
}

/** The frontmatter of a component of Astro, and its scripts. */
function scriptsOf(text: string): string {
  const frontmatter = /^---\r?\n(.*?)^---/ms.exec(text)?.[1] ?? '';
  return [frontmatter, ...[...text.matchAll(/<script>(.*?)<\/script>/gs)].map(match => match[1])].join('\n');
}

const slashed = (path: string): string => path.split(sep).join('/');
