import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

import { lookup } from 'mrmime';

import type { Validators } from './conditions.ts';
import type { Copy } from './encoding.ts';

/** A file as it is sent. Everything is told of the one that is open: another may bear its name by now. */
export interface OpenFile extends Validators {
  handle: FileHandle;
  /** In bytes. */
  size: number;
  type: string;
  coding?: Copy['coding'];
}

/** What the file system says where there is no such file. */
const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG']);

/**
 * The path below a site's folder that a request's target names, percent-decoded, with a slash in front; undefined where
 * it can name none. Names with a dot in front, the way out `..` among them, name nothing.
 */
export function pathIn(target: string): string | undefined {
  const path = decoded(target.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*\/?/i, '/').replace(/[?#].*$/, ''));
  if (!path?.startsWith('/') || path.includes('//')) return undefined;
  const names = path.split('/');
  return names.some(name => name.startsWith('.') || /[\0\\:]/.test(name)) ? undefined : path;
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/**
 * Opens the file at `path` (see `pathIn`), or the page of that folder, as the first of `copies` that there is, else as it
 * is. Resolves with undefined where there is no file; rejects with the file system's error. Who calls closes the handle.
 */
export async function openFile(folder: string, path: string, copies: readonly Copy[]): Promise<OpenFile | undefined> {
  const names = path.endsWith('/') ? [`${path}index.html`] : [path, `${path}/index.html`];
  for (const name of names) {
    for (const copy of [...copies, undefined]) {
      const opened = await openOne(join(folder, name) + (copy?.ending ?? ''));
      if (opened) return { ...opened, type: typeOf(name), ...(copy && { coding: copy.coding }) };
    }
  }
  return undefined;
}

async function openOne(file: string): Promise<Pick<OpenFile, 'handle' | 'size' | 'etag' | 'modified'> | undefined> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file);
    const stats = await handle.stat({ bigint: true });
    if (stats.isFile()) {
      const etag = `"${[stats.size, stats.mtimeNs, stats.ino].map(number => number.toString(36)).join('-')}"`;
      return { handle, size: Number(stats.size), etag, modified: Number(stats.mtimeMs / 1000n) * 1000 };
    }
  } catch (error) {
    await handle?.close();
    if (ABSENT.has((error as NodeJS.ErrnoException).code!)) return undefined;
    throw error;
  }
  await handle.close();
  return undefined;
}

function typeOf(name: string): string {
  const type = lookup(name) ?? 'application/octet-stream';
  return /^text\/(html|plain)$/.test(type) ? `${type};charset=utf-8` : type;
}
