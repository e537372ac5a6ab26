import type { Prose } from '../course/prose.ts';
import type { WorkspaceProps } from '../workspace/props.ts';

type Words = Pick<WorkspaceProps, 'checks' | 'hints' | 'steps' | 'predict' | 'explain' | 'labels'>;

/** What of a lesson's frontmatter its bench is given. */
export function benchWords({ checks, hints = [], steps, predict, explain, labels }: Prose): Words {
  return {
    checks,
    hints,
    ...(steps && { steps }),
    ...(predict && { predict }),
    ...(explain && { explain }),
    ...(labels && { labels }),
  };
}
