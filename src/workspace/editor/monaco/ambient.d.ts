declare module 'virtual:handshake/node-types' {
  /** Address of a JSON file: where a declaration file is said to lie, to its text. */
  const url: string;
  export default url;
}

declare module 'monaco-editor/editor/contrib/suggest/browser/suggestController.js';

declare module 'monaco-editor/languages/definitions/javascript/javascript.js' {
  import type { languages } from 'monaco-editor/editor';

  export const conf: languages.LanguageConfiguration;
  export const language: languages.IMonarchLanguage;
}

declare module 'monaco-editor/languages/features/typescript/tsWorker.js' {
  interface Diagnostic {
    start: number;
    code: number;
    messageText: string | { messageText: string };
  }

  interface MirrorModel {
    uri: { path: string; toString(): string };
    version: number;
    getValue(): string;
  }

  /** The part of Monaco's TypeScript worker that the tests call. */
  export class TypeScriptWorker {
    constructor(
      context: { getMirrorModels(): MirrorModel[] },
      data: { compilerOptions: object; extraLibs: Record<string, { content: string; version: number }> },
    );
    getSyntacticDiagnostics(uri: string): Promise<Diagnostic[]>;
    getSemanticDiagnostics(uri: string): Promise<Diagnostic[]>;
    getSuggestionDiagnostics(uri: string): Promise<Diagnostic[]>;
    getQuickInfoAtPosition(uri: string, offset: number): Promise<{ displayParts?: { text: string }[] } | undefined>;
  }
}
