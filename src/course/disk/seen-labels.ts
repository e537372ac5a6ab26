import ts from 'typescript';

import type { FileMap } from '../workspace.ts';

/** A label that a lesson's checks show in English, where it stands, and whose it is: no check's where a helper has it. */
export interface SeenLabel {
  text: string;
  check: string | undefined;
  file: string;
  line: number;
}

/** Which argument of a call is shown to the reader, from 0; `outcome` the one whose words are shown in its place. */
interface Shown {
  at: number;
  outcome?: number;
}

/** Methods of a check's context (harness/harness.mjs). */
const METHODS: readonly (readonly [string, Shown])[] = [
  ['t.equal', { at: 2, outcome: 3 }],
  ['t.notEqual', { at: 2, outcome: 3 }],
  ['t.ok', { at: 1, outcome: 2 }],
  ['t.fail', { at: 0, outcome: 1 }],
  ['t.refuses', { at: 1, outcome: 2 }],
  ['t.within', { at: 2 }],
  ['t.evidence', { at: 0 }],
];

/**
 * The labels that stand as text in a lesson's checks, also where they go through a function of the checks; a hole of
 * a template becomes `{1}`, `{2}` … One that is only made while the check runs is not seen.
 */
export function seenLabels(checks: FileMap): SeenLabel[] {
  const sources = Object.entries(checks)
    .filter(([path]) => path.endsWith('.mjs'))
    .map(([path, text]) => ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  const calls = sources.flatMap(source => callsIn(source));
  const shown = withHelpers(calls);
  return calls.flatMap(call => (shown.get(nameOf(call)) ?? []).flatMap(one => labelsOf(call, one)));
}

/** The functions of the checks that hand a parameter on as a label, and those that hand one on to these. */
function withHelpers(calls: readonly ts.CallExpression[]): Map<string, Shown[]> {
  const shown = new Map(METHODS.map(([name, one]) => [name, [one]]));
  for (let grown = true; grown;) {
    grown = calls
      .flatMap(call => (shown.get(nameOf(call)) ?? []).map(one => helperOf(call, one)))
      .some(helper => helper !== undefined && added(shown, helper));
  }
  return shown;
}

function added(shown: Map<string, Shown[]>, { name, ...one }: Shown & { name: string }): boolean {
  const known = shown.get(name) ?? [];
  if (known.some(({ at }) => at === one.at)) return false;
  shown.set(name, [...known, one]);
  return true;
}

/** The named function around a call of which a parameter is the label. */
function helperOf(call: ts.CallExpression, { at, outcome }: Shown): (Shown & { name: string }) | undefined {
  const label = call.arguments[at];
  if (!label || !ts.isIdentifier(label)) return undefined;
  for (let node: ts.Node | undefined = call; node; node = node.parent) {
    if (!ts.isFunctionDeclaration(node) || !node.name) continue;
    const place = (argument: ts.Node | undefined): number =>
      node.parameters.findIndex(
        ({ name }) => argument && ts.isIdentifier(argument) && name.getText() === argument.text,
      );
    const words = outcome === undefined ? -1 : place(call.arguments[outcome]);
    return place(label) < 0
      ? undefined
      : { name: node.name.text, at: place(label), ...(words >= 0 && { outcome: words }) };
  }
  return undefined;
}

function labelsOf(call: ts.CallExpression, { at, outcome }: Shown): SeenLabel[] {
  const own = outcome === undefined ? undefined : call.arguments[outcome];
  // An outcome has words of its own, which are shown in the label's place.
  if (own && ts.isStringLiteralLike(own)) return [];
  const source = call.getSourceFile();
  const line = source.getLineAndCharacterOfPosition(call.getStart()).line + 1;
  return textsOf(call.arguments[at]).map(text => ({ text, check: checkAround(call), file: source.fileName, line }));
}

/** The texts that an expression can be, as far as they stand there. */
function textsOf(node: ts.Expression | undefined): string[] {
  if (!node) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  if (!ts.isTemplateExpression(node)) return [];
  return [node.head.text + node.templateSpans.map(({ literal }, at) => `{${at + 1}}${literal.text}`).join('')];
}

/** The id of the `check()` or `attack()` in which a call stands. */
function checkAround(node: ts.Node): string | undefined {
  for (let at: ts.Node | undefined = node; at; at = at.parent) {
    if (!ts.isCallExpression(at) || !['check', 'attack'].includes(nameOf(at))) continue;
    const [id] = at.arguments;
    if (id && ts.isStringLiteralLike(id)) return id.text;
  }
  return undefined;
}

function callsIn(root: ts.Node): ts.CallExpression[] {
  const calls: ts.CallExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) calls.push(node);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return calls;
}

/** `compare`, `t.equal`. */
function nameOf({ expression }: ts.CallExpression): string {
  return expression.getText().replace(/\s/g, '');
}
