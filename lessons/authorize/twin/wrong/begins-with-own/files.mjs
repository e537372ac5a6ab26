import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Gives the text of a file, or throws. Whoever asks may read what lies in
 * the folder of their own name, `<root>/<user>/`, as long as they are one
 * of us, and nothing else.
 * - root: the folder that is served, on this computer
 * - user: who asks, as TLS has proved it
 * - words: what the client asked for, in its own words:
 *   'ann/plans/today.txt', or anything else
 * - people: a Set of names; whoever leaves is deleted from it
 */
export function readFor({ root, user, words, people }) {
  if (!people.has(user)) throw new Error('refused');
  const file = join(root, words);
  if (!words.startsWith(`${user}/`)) throw new Error('refused');
  return readFileSync(file, 'utf8');
}
