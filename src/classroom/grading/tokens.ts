import { tokenizer, tokTypes, type Token } from 'acorn';

/**
 * A program's tokens without what is cheap to change: comments, layout, quotes, names of its own, values of literals. What
 * it asks of others, a name behind a dot, stays. Text that is no JavaScript gives the tokens before the mistake.
 */
export function tokensOf(code: string): string[] {
  const tokens: string[] = [];
  try {
    let before: Token | undefined;
    for (const token of tokenizer(code, { ecmaVersion: 'latest', sourceType: 'module', allowHashBang: true })) {
      if (!PAUSES.has(token.type)) tokens.push(plain(token, before?.type));
      before = token;
    }
  } catch {
    // A pupil's file need not be whole.
  }
  return tokens;
}

/** Left out or written by taste. */
const PAUSES = new Set([tokTypes.semi, tokTypes.comma, tokTypes.eof]);

function plain(token: Token, before: Token['type'] | undefined): string {
  const { type, value } = token as Token & { value?: unknown };
  if (type === tokTypes.name && (before === tokTypes.dot || before === tokTypes.questionDot))
    return `.${String(value)}`;
  if (type === tokTypes.name && !WORDS.has(String(value))) return 'name';
  if (type === tokTypes.string || type === tokTypes.template) return 'text';
  if (type === tokTypes.num) return 'number';
  return type.keyword ?? (typeof value === 'string' ? value : type.label);
}

/** Words of the language that the tokenizer takes for names. */
const WORDS = new Set(['async', 'await', 'let', 'of', 'static', 'yield', 'get', 'set']);
