/**
 * The colours of code, once: Shiki paints static code with them at build time and Monaco paints the editor with
 * the same, so that nothing changes colour when the editor takes the place of the static code.
 *
 * Only what both can tell apart is coloured (Monaco's tokenizer knows no function names), and none of the
 * colours that mean something elsewhere on the page: learner, peer, attacker, broken, proved.
 */

export type ColorScheme = 'light' | 'dark';

export interface CodePalette {
  background: string;
  foreground: string;
  comment: string;
  keyword: string;
  string: string;
  number: string;
  lineNumber: string;
  selection: string;
  lineHighlight: string;
  /** Edges that must be seen: the cursor, the focused widget. */
  accent: string;
}

export const codePalettes: Record<ColorScheme, CodePalette> = {
  light: {
    background: '#f5f5f1',
    foreground: '#1d2126',
    comment: '#555c65',
    keyword: '#6a35a3',
    string: '#0b6079',
    number: '#99285f',
    lineNumber: '#5f666e',
    selection: '#cfdefb',
    lineHighlight: '#ecece6',
    accent: '#1d55b5',
  },
  dark: {
    background: '#101316',
    foreground: '#e6e8ea',
    comment: '#a9b1ba',
    keyword: '#c9a6f5',
    string: '#7cc7de',
    number: '#f0a1c4',
    lineNumber: '#8a919a',
    selection: '#28406b',
    lineHighlight: '#181c20',
    accent: '#8bb4ff',
  },
};

/** A TextMate theme for Shiki. */
export function shikiTheme(scheme: ColorScheme) {
  const colors = codePalettes[scheme];
  const rule = (scope: string[], foreground: string) => ({ scope, settings: { foreground } });
  return {
    name: `handshake-${scheme}`,
    type: scheme,
    fg: colors.foreground,
    bg: colors.background,
    settings: [
      { settings: { foreground: colors.foreground, background: colors.background } },
      rule(
        ['keyword', 'storage', 'constant.language', 'variable.language.this', 'variable.language.super'],
        colors.keyword,
      ),
      rule(['keyword.operator'], colors.foreground),
      rule(['keyword.operator.new', 'keyword.operator.expression'], colors.keyword),
      rule(['string', 'string.regexp', 'constant.character.escape'], colors.string),
      rule(['meta.template.expression', 'punctuation.definition.template-expression'], colors.foreground),
      rule(['constant.numeric'], colors.number),
      rule(['comment', 'punctuation.definition.comment'], colors.comment),
    ],
  };
}

/** The same as data for `monaco.editor.defineTheme(monacoThemeName(scheme), …)`. */
export function monacoTheme(scheme: ColorScheme) {
  const colors = codePalettes[scheme];
  const rule = (token: string, foreground: string) => ({ token, foreground: foreground.slice(1) });
  return {
    base: scheme === 'dark' ? ('vs-dark' as const) : ('vs' as const),
    inherit: false,
    rules: [
      rule('', colors.foreground),
      rule('keyword', colors.keyword),
      rule('string', colors.string),
      rule('regexp', colors.string),
      rule('number', colors.number),
      rule('comment', colors.comment),
      rule('type', colors.foreground),
      rule('delimiter', colors.foreground),
    ],
    colors: {
      'editor.background': colors.background,
      'editor.foreground': colors.foreground,
      'editor.selectionBackground': colors.selection,
      'editor.lineHighlightBackground': colors.lineHighlight,
      'editorLineNumber.foreground': colors.lineNumber,
      'editorLineNumber.activeForeground': colors.foreground,
      'editorCursor.foreground': colors.accent,
      'editorGutter.background': colors.background,
      focusBorder: colors.accent,
    },
  };
}

export function monacoThemeName(scheme: ColorScheme): string {
  return `handshake-${scheme}`;
}
