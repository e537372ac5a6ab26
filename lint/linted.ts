import { ESLint, type Linter } from 'eslint';
import tseslint from 'typescript-eslint';

import { inProject } from '../src/project.server.ts';

// Without types: they are read of the whole project again for each file that is not there.
const eslint = new ESLint({ cwd: inProject(), overrideConfig: tseslint.configs.disableTypeChecked as Linter.Config });

/** What the linter says of the imports in a file, which need not exist; one line of code each. */
export async function refusedImports(path: string, ...lines: string[]): Promise<{ line: number; message: string }[]> {
  const [result] = await eslint.lintText(`${lines.join('\n')}\n`, { filePath: inProject(path) });
  return result!.messages.filter(({ ruleId }) => ruleId === 'import-x/no-restricted-paths');
}
