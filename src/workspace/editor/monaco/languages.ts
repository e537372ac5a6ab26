import { languages } from 'monaco-editor/editor';
import { conf, language } from 'monaco-editor/languages/definitions/javascript/javascript.js';

/** JavaScript that is only shown: coloured alike, but no language service looks at it. */
const SHOWN = 'javascript-shown';

/** Language by the end of a name; everything else is plain text. */
const LANGUAGES: Readonly<Record<string, string>> = { mjs: 'javascript', js: 'javascript', json: 'json' };

export function languageOf(path: string): string {
  return LANGUAGES[path.slice(path.lastIndexOf('.') + 1)] ?? 'plaintext';
}

export function viewLanguageOf(path: string): string {
  const id = languageOf(path);
  return id === 'javascript' ? SHOWN : id;
}

/**
 * Registers JavaScript ourselves, not by Monaco's loader, which comes a moment later and lets the code stand
 * without colours for that moment.
 */
export function registerLanguages(): void {
  languages.register({ id: 'javascript', extensions: ['.mjs', '.js'], aliases: ['JavaScript', 'js', 'mjs'] });
  languages.register({ id: SHOWN });
  for (const id of ['javascript', SHOWN]) {
    languages.setLanguageConfiguration(id, conf);
    languages.setMonarchTokensProvider(id, likeShiki(language));
  }
}

/** Words that are keywords in some places only; Monaco's grammar takes them for keywords everywhere. */
const SOMETIMES = ['from', 'get', 'set', 'of', 'async', 'static', 'symbol', 'constructor'];

type States = Record<string, languages.IMonarchLanguageRule[]>;

/** Monaco's grammar of JavaScript, mended where Shiki's, which painted the static code, says otherwise. */
function likeShiki(monarch: languages.IMonarchLanguage): languages.IMonarchLanguage {
  const { common, regexp, jsdoc, string_backtick: template, ...states } = monarch.tokenizer as States;
  return {
    ...monarch,
    keywords: [...(monarch.keywords as string[]).filter(word => !SOMETIMES.includes(word)), 'NaN', 'Infinity'],
    tokenizer: {
      ...states,
      common: [
        [/\.\.\./, 'delimiter'],
        [/\.\d+/, 'number'],
        [/(\d+)(n)\b/, ['number', 'keyword']],
        [/(\??\.)(#?[A-Za-z_$][\w$]*)/, ['delimiter', 'identifier']],
        [/=>|(?:function|yield)\*|\*(?=\s*as\b)/, 'keyword'],
        [/from(?=\s*['"])|of(?=\s)|as(?=\s+[\w$])|static(?=\s)|constructor(?=\s*\()/, 'keyword'],
        [/async(?=\s*(function\b|\(|\*|[\w$#[]))|(get|set)(?=\s+[\w$#['"]+\s*\()/, 'keyword'],
        [/NaN\b|Infinity\b/, 'keyword'],
        ...common!,
      ],
      regexp: [
        [/\{\d+(?:,\d*)?\}|[*+?]\??|\|/, 'delimiter'],
        [/[\^$]|\\[bB]/, 'keyword'],
        // Monaco knows not all of them: \S is missing.
        [/\\./, 'regexp'],
        [/(\[)(\^)/, ['regexp', { token: 'delimiter', next: '@regexrange' }]],
        [/\(\?(?:<?[=!]|:|<\w+>)/, 'regexp'],
        ...regexp!,
      ],
      jsdoc: [[/[^/*@]+/, 'comment.doc'], [/@\w+/, 'keyword'], [/@/, 'comment.doc'], ...jsdoc!],
      string_backtick: [...template!, [/\$/, 'string']],
    },
  };
}
