import { readFileSync, realpathSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';

/** The same, by the way that leads from the served folder to the file. */
export function readFor({ root, user, words, people }) {
  const file = realpathSync(resolve(root, `./${words}`));
  const [first, ...rest] = relative(realpathSync(root), file).split(sep);
  if (!people.has(user) || first !== user || rest.length === 0) throw new Error('refused');
  return readFileSync(file, 'utf8');
}
