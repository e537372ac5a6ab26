import type { FileSystemTree } from '@webcontainer/api';

import type { Files } from '../runtime.ts';

/** Flat paths as the nested folders that WebContainer mounts; `work` is there even when it holds nothing. */
export function toTree(files: Files): FileSystemTree {
  const tree: FileSystemTree = { work: { directory: {} } };
  for (const [path, contents] of Object.entries(files)) {
    const folders = path.split('/');
    const name = folders.pop()!;
    let folder = tree;
    for (const part of folders) {
      const entry = (folder[part] ??= { directory: {} });
      if (!('directory' in entry)) throw new TypeError(`${JSON.stringify(path)} lies in a file`);
      folder = entry.directory;
    }
    folder[name] = { file: { contents } };
  }
  return tree;
}
