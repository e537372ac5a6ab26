import { environment } from '../src/environment/index.server.ts';
import { inProject } from '../src/project.server.ts';

/**
 * Where a test page is built, with a slash at its end: a folder of each test worker's own, since two that build
 * into the same one would pull it away from under each other.
 */
export function builtFolder(name: string): string {
  const { TEST_PARALLEL_INDEX: worker } = environment(['TEST_PARALLEL_INDEX']);
  return `${inProject('.cache', `e2e-${name}-${worker}`)}/`;
}
