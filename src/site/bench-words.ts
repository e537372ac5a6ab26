import type { Prose } from '../course/prose.ts';
import type { WorkspaceProps } from '../workspace/props.ts';

/** What of a lesson's frontmatter its bench is given. */
export function benchWords({ checks, hints, steps }: Prose): Pick<WorkspaceProps, 'checks' | 'hints'> {
  return { checks, hints: hints ?? steps?.[0]?.hints ?? [] };
}
