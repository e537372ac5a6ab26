import { readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { runUnpacked } from './tools.ts';

/**
 * Compiles the Python library of `root` with the Python of `tools`, of the same suite: packages bring its sources, which
 * Debian compiles when it installs them, and the machine would at each start. A compiled module is good for any
 * processor, and its source is never looked at again (PEP 552, unchecked), so that a start need not read it.
 */
export async function compilePython(root: string, tools: string): Promise<void> {
  const python = await readlink(join(root, 'usr/bin/python3'));
  const library = join(root, 'usr/lib', python);
  const names = ['-s', root, '-p', '/'];
  // Isolated, and one at a time: the same sources make the same bytes.
  await runUnpacked(tools, python, ['-I', '-m', 'compileall', '-q', ...MODE, ...names, library]);
}

const MODE = ['--invalidation-mode', 'unchecked-hash'];
