import type { Prose, TwinProse } from '../course/prose.ts';
import type { WorkspaceProps } from '../workspace/props.ts';

type Words = Pick<WorkspaceProps, 'checks' | 'hints' | 'steps' | 'predict' | 'explain' | 'labels' | 'ends'>;

/** What of the frontmatter of a lesson, or of a twin, its bench is given. */
export function benchWords(prose: Prose | TwinProse): Words {
  const { checks, hints = [], steps, predict, explain, labels, ends }: Partial<Prose> & Pick<Prose, 'checks'> = prose;
  return {
    checks,
    hints,
    ...(steps && { steps }),
    ...(predict && { predict }),
    ...(explain && { explain }),
    ...(labels && { labels }),
    ...(ends && { ends }),
  };
}
