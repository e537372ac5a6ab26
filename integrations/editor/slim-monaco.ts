import type { Plugin } from 'vite';

/**
 * Monaco's hover, suggestions and clipboard import features that this site does not switch on: inline
 * completions, colour pickers, sticky scroll, quick fixes, the many-file diff. Each is asked for once and
 * answers "not here", which its callers allow for; saying so at build time saves a fifth of the editor.
 *
 * Keys are modules under monaco-editor/esm/vs/, values what stands in their place. A module that another
 * version of Monaco no longer has is told by `slim-monaco.test.ts`, a missing name by the bundler.
 */
export const STAND_INS: Readonly<Record<string, string>> = {
  'editor/contrib/inlineCompletions/browser/hintsWidget/inlineCompletionsHintsWidget.js':
    'export const InlineSuggestionHintsContentWidget = { dropDownVisible: false };',
  'editor/contrib/colorPicker/browser/hoverColorPicker/hoverColorPicker.js':
    'export const isOnColorDecorator = () => false;',
  'editor/contrib/colorPicker/browser/hoverColorPicker/hoverColorPickerParticipant.js':
    'export class ColorHover {} export class HoverColorPickerParticipant {}',
  'editor/contrib/inlayHints/browser/inlayHintsHover.js': 'export class InlayHintsHover {}',
  'editor/contrib/codeAction/browser/codeActionController.js':
    'export const CodeActionController = { get: () => null };',
  'editor/contrib/codeAction/browser/codeAction.js': [
    'export const quickFixCommandId = "editor.action.quickFix";',
    'export const ApplyCodeActionReason = {};',
    'export const getCodeActions = async () => ({ validActions: [], dispose() {} });',
  ].join('\n'),
  'editor/contrib/gotoSymbol/browser/link/goToDefinitionAtPosition.js':
    'export const GotoDefinitionAtPositionEditorContribution = { get: () => null };',
  'editor/contrib/dropOrPasteInto/browser/copyPasteController.js':
    'export const CopyPasteController = { get: () => null };',
  'editor/browser/widget/multiDiffEditor/multiDiffEditorWidget.js':
    'export class MultiDiffEditorWidget { constructor() { throw new Error("the many-file diff is not in this build"); } }',
};

/** This one small module of Monaco imports all features for nothing, which would undo choosing them one by one. */
const LEAK = 'internal/common/workers.js';

/** Leaves out of Monaco, at build time, the features that are never switched on. */
export function slimMonaco(): Plugin {
  return {
    name: 'handshake:slim-monaco',
    apply: 'build',
    enforce: 'pre',
    load: {
      filter: { id: /monaco-editor\/esm\/vs\// },
      handler: id => STAND_INS[pathInMonaco(id)] ?? null,
    },
    transform: {
      filter: { id: /monaco-editor\/esm\/vs\/internal\/common\/workers\.js/ },
      handler: (code, id) => (pathInMonaco(id) === LEAK ? withoutBareImports(code) : null),
    },
  };
}

/** Drops `import '…';` statements, which only run a module, and keeps those that name something. */
export function withoutBareImports(code: string): string {
  return code.replace(/^import '[^']+';$/gm, '');
}

function pathInMonaco(id: string): string {
  const root = '/monaco-editor/esm/vs/';
  return id.slice(id.lastIndexOf(root) + root.length).replace(/\?.*$/, '');
}
