import { fill, type Strings } from '../../../i18n/strings.ts';
import type { WorkspaceProps } from '../../props.ts';

/** `Step 2`, with what it is about where the lesson says that; `at` counts from 0. */
export function stepName(at: number, steps: WorkspaceProps['steps'], words: Strings['workspace']['checks']): string {
  const title = steps?.[at]?.title;
  const name = fill(words.step, { n: at + 1 });
  return title ? `${name}: ${title}` : name;
}
