import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes of a block of the disk, and of a page of the guest's memory. */
export const BLOCK = 4096;
/** The guest's name for the whole disk; its cache is the one that erofs reads directories and inodes through. */
const DEVICE = '/dev/sda';

/**
 * Says for blocks of an erofs image how the guest reads them: a line for each file, its path and then numbers of
 * 4 KiB pages, with spaces between. A block of no file in `root` (the folder that the image was made of) is one of
 * the file system's own.
 */
export async function pagesToRead(blocks: ReadonlySet<number>, disk: Uint8Array, root: string): Promise<string> {
  const places = await filePages(disk, root);
  const pages = new Map<string, number[]>();
  for (const block of [...blocks].sort((a, b) => a - b)) {
    const { path, page } = places.get(block) ?? { path: DEVICE, page: block };
    pages.set(path, [...(pages.get(path) ?? []), page]);
  }
  return [...pages].map(([path, numbers]) => `${path} ${numbers.join(' ')}\n`).join('');
}

export interface Place {
  path: string;
  page: number;
}

/** Which page of which file each block holds. erofs keeps an uncompressed file in one piece. */
export async function filePages(disk: Uint8Array, root: string): Promise<Map<number, Place>> {
  const places = new Map<number, Place>();
  const starts = blocksByContent(disk);
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.includes(' ')) continue;
    const path = join(entry.parentPath, entry.name);
    const content = await readFile(path);
    // What fits into less than a block lies beside the inode, and the last part of others may.
    if (content.length < BLOCK) continue;
    const whole = content.subarray(0, content.length - (content.length % BLOCK));
    const start = starts.get(digest(content.subarray(0, BLOCK)))?.find(at => !places.has(at) && holds(disk, at, whole));
    if (start === undefined) continue;
    const tail = Buffer.alloc(BLOCK);
    tail.set(content.subarray(whole.length));
    const pages = whole.length / BLOCK + (holds(disk, start + whole.length / BLOCK, tail) ? 1 : 0);
    for (let page = 0; page < pages; page++) places.set(start + page, { path: path.slice(root.length), page });
  }
  return places;
}

function holds(disk: Uint8Array, block: number, content: Uint8Array): boolean {
  return Buffer.compare(disk.subarray(block * BLOCK, block * BLOCK + content.length), content) === 0;
}

function blocksByContent(disk: Uint8Array): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (let block = 0; block * BLOCK < disk.length; block++) {
    const key = digest(disk.subarray(block * BLOCK, (block + 1) * BLOCK));
    const same = found.get(key);
    if (same) same.push(block);
    else found.set(key, [block]);
  }
  return found;
}

const digest = (bytes: Uint8Array): string => createHash('sha1').update(bytes).digest('base64');
