import ts from 'typescript';

/** What a mutation does to a program, in one word; `mutants.json` names it. */
export const OPERATORS = ['condition', 'call', 'constant', 'property', 'await'] as const;
export type Operator = (typeof OPERATORS)[number];

/** One small change to a file. */
export interface Mutant {
  operator: Operator;
  file: string;
  /** Where it begins, from 1. */
  line: number;
  /** The line as the solution has it, without the spaces around it: what names the mutant as the code moves. */
  source: string;
  /** What stood there, and what the mutant has instead. */
  from: string;
  to: string;
  /** The whole file with the change. */
  text: string;
}

interface Change {
  operator: Operator;
  node: ts.Node;
  /** In place of the node's own text; its end is moved to `end`, where there is one. */
  to: string;
  end?: number;
}

/** Every mutant of a JavaScript file by five operators: the mistakes in miniature that a lesson's checks should notice. */
export function mutantsOf(file: string, text: string): Mutant[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const changes: Change[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    changes.push(...changesOf(node));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return changes.map(change => applied(change, file, text, source));
}

function changesOf(node: ts.Node): Change[] {
  return [
    ...negated(node),
    ...droppedCall(node),
    ...changedConstant(node),
    ...droppedProperty(node),
    ...droppedAwait(node),
  ];
}

/** The condition of an `if`, a loop or a `?:` is the other way round, and so is each side of `&&` and `||` in one. */
function negated(node: ts.Node): Change[] {
  const condition = conditionOf(node);
  return condition
    ? partsOf(condition).map(part => ({ operator: 'condition', node: part, to: `!(${part.getText()})` }))
    : [];
}

function conditionOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isIfStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node)) return node.expression;
  if (ts.isConditionalExpression(node) || ts.isForStatement(node)) return node.condition;
  return undefined;
}

function partsOf(condition: ts.Expression): ts.Expression[] {
  if (ts.isParenthesizedExpression(condition)) return partsOf(condition.expression);
  if (!ts.isBinaryExpression(condition)) return [condition];
  const { operatorToken, left, right } = condition;
  const joins = [ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken].includes(operatorToken.kind);
  return joins ? [...partsOf(left), ...partsOf(right)] : [condition];
}

/** A call whose result nobody uses is not made. */
function droppedCall(node: ts.Node): Change[] {
  if (!ts.isExpressionStatement(node)) return [];
  const inner = ts.isAwaitExpression(node.expression) ? node.expression.expression : node.expression;
  const isSuper = ts.isCallExpression(inner) && inner.expression.kind === ts.SyntaxKind.SuperKeyword;
  return ts.isCallExpression(inner) && !isSuper ? [{ operator: 'call', node, to: ';' }] : [];
}

/** A number is one more, a text another one, true is false. */
function changedConstant(node: ts.Node): Change[] {
  const to = changedLiteral(node);
  const isName = ts.isPropertyAssignment(node.parent ?? node) && (node.parent as ts.PropertyAssignment).name === node;
  return to === undefined || isName || isDirective(node) ? [] : [{ operator: 'constant', node, to }];
}

function changedLiteral(node: ts.Node): string | undefined {
  if (ts.isNumericLiteral(node)) return `(${node.text} + 1)`;
  if (ts.isStringLiteral(node)) return node.text === '' ? "'x'" : "''";
  if (node.kind === ts.SyntaxKind.TrueKeyword) return 'false';
  if (node.kind === ts.SyntaxKind.FalseKeyword) return 'true';
  return undefined;
}

function isDirective(node: ts.Node): boolean {
  return ts.isStringLiteral(node) && ts.isExpressionStatement(node.parent);
}

/** An object has a property less: for most of Node's functions an option. */
function droppedProperty(node: ts.Node): Change[] {
  const drops = ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node) || ts.isSpreadAssignment(node);
  if (!drops || !ts.isObjectLiteralExpression(node.parent)) return [];
  const comma = /^\s*,/.exec(node.getSourceFile().text.slice(node.end))?.[0].length ?? 0;
  return [{ operator: 'property', node, to: '', end: node.end + comma }];
}

/** A promise is not waited for. */
function droppedAwait(node: ts.Node): Change[] {
  return ts.isAwaitExpression(node) ? [{ operator: 'await', node, to: node.expression.getText() }] : [];
}

function applied(
  { operator, node, to, end = node.end }: Change,
  file: string,
  text: string,
  source: ts.SourceFile,
): Mutant {
  const start = node.getStart(source);
  const { line } = source.getLineAndCharacterOfPosition(start);
  return {
    operator,
    file,
    line: line + 1,
    source: text.split('\n')[line]!.trim(),
    from: text.slice(start, node.end),
    to,
    text: text.slice(0, start) + to + text.slice(end),
  };
}
