import { fileURLToPath } from 'node:url';

/**
 * Where a test page is built, with a slash at its end: a folder of each test worker's own, since two that build
 * into the same one would pull it away from under each other.
 */
export function builtFolder(name: string): string {
  const worker = process.env['TEST_PARALLEL_INDEX'] ?? 'alone';
  return fileURLToPath(new URL(`../.cache/e2e-${name}-${worker}/`, import.meta.url));
}
