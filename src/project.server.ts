import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Joins parts to an absolute path below the project's root: the nearest folder, from the working directory
 * upwards, whose package.json is Handshake's. (The site's build moves modules, so `import.meta.url` would not do.)
 */
export function inProject(...parts: string[]): string {
  return join(root(), ...parts);
}

function root(): string {
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file) && isHandshake(file)) return folder;
    if (folder === dirname(folder)) {
      throw new Error(`${process.cwd()} is not inside a Handshake checkout; change into the cloned folder`);
    }
  }
}

function isHandshake(packageFile: string): boolean {
  const { name } = JSON.parse(readFileSync(packageFile, 'utf8')) as { name?: string };
  return name === 'handshake';
}
