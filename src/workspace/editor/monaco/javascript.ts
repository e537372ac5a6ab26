import nodeTypesUrl from 'virtual:handshake/node-types';
import { javascriptDefaults } from 'monaco-editor/languages/features/typescript/register';

import { COMPILER_OPTIONS, REMARKS } from './script-settings.ts';

/** How long the declarations of Node may take to come. */
const TYPES_SECONDS = 60;

/** Sets the language service up, before the first file is opened. */
export function setUpJavaScript(): void {
  javascriptDefaults.setCompilerOptions(COMPILER_OPTIONS);
  javascriptDefaults.setDiagnosticsOptions({
    noSyntaxValidation: false,
    noSemanticValidation: false,
    noSuggestionDiagnostics: false,
    onlyVisible: true,
    diagnosticCodesToIgnore: REMARKS,
  });
  // All open files, so that an import between them is known before the other tab was looked at.
  javascriptDefaults.setEagerModelSync(true);
}

let coming: Promise<void> | undefined;

/** Fetches what explains Node on hovering, once for the page; rejects with the reason where it does not come. */
export function bringNodeTypes(): Promise<void> {
  coming ??= fetchNodeTypes().catch((error: unknown) => {
    coming = undefined;
    throw error;
  });
  return coming;
}

async function fetchNodeTypes(): Promise<void> {
  const response = await fetch(nodeTypesUrl, { signal: AbortSignal.timeout(TYPES_SECONDS * 1000) });
  if (!response.ok) throw new Error(`HTTP ${response.status} for ${new URL(response.url).pathname}`);
  const files = (await response.json()) as Record<string, string>;
  javascriptDefaults.setExtraLibs(Object.entries(files).map(([filePath, content]) => ({ filePath, content })));
}
