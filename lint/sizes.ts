import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';

import { inProject } from '../src/project.server.ts';
import { parsed } from './imports.ts';

/** A file, or a function with its file and line, and its lines. */
export interface Size {
  what: string;
  lines: number;
}

/** What readers of the code meet, without tests: those are lists, and read one by one. */
const CODE = '{src,image,integrations,harness,scripts,lint}/**/*.{ts,tsx,mjs,cjs,astro}';
const TESTS = ['**/*.{test,contract}.*', '**/fixture/**', 'image/trial/**'];

/** The functions in a file that have a body in braces, each with the functions in it, in lines from its first to its last. */
export function functionsIn(file: string, text: string): Size[] {
  const source = parsed(file, text);
  const lineOf = (position: number): number => source.getLineAndCharacterOfPosition(position).line + 1;
  const found: Size[] = [];
  const visit = (node: ts.Node, parent: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body && ts.isBlock(node.body as ts.Node)) {
      const first = lineOf(node.getStart(source));
      found.push({ what: `${file}:${first} ${nameOf(node, parent, source)}`, lines: lineOf(node.end) - first + 1 });
    }
    ts.forEachChild(node, child => void visit(child, node));
  };
  visit(source, source);
  return found;
}

/** Its own name, or that of what it is assigned to. */
function nameOf({ name }: ts.SignatureDeclaration, parent: ts.Node, source: ts.SourceFile): string {
  const assigned = ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) ? parent.name : undefined;
  return (name ?? assigned)?.getText(source) ?? 'a function';
}

/** The size that the given part of all, from 0 to 1, does not exceed (nearest rank). */
export function percentile(sizes: readonly Size[], part: number): number {
  const sorted = sizes.map(({ lines }) => lines).sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0;
}

function table(name: string, sizes: readonly Size[]): string {
  const longest = [...sizes].sort((one, other) => other.lines - one.lines).slice(0, 10);
  return [
    `${sizes.length} ${name}, in lines: median ${percentile(sizes, 0.5)}, 90 % within ${percentile(sizes, 0.9)}. The longest:`,
    ...longest.map(({ what, lines }) => `${String(lines).padStart(6)}  ${what}`),
  ].join('\n');
}

if (import.meta.main) {
  const texts = globSync(CODE, { cwd: inProject(), exclude: TESTS }).map(
    file => [file, readFileSync(inProject(file), 'utf8')] as const,
  );
  const files = texts.map(([what, text]): Size => ({ what, lines: text.trimEnd().split('\n').length }));
  const functions = texts.flatMap(([file, text]) => functionsIn(file, text));
  process.stdout.write(`${table('files', files)}\n\n${table('functions', functions)}\n`);
}
