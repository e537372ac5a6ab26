/** One entry of an archive; a folder has no content. `mode` is the permission bits. */
export interface Entry {
  path: string;
  mode: number;
  content?: Uint8Array;
}

const FOLDER = 0o040000;
const FILE = 0o100000;

/** A cpio archive in the "newc" form that Linux takes as an initrd; everything belongs to root, with no dates. */
export function cpio(entries: readonly Entry[]): Uint8Array {
  const parts = entries.flatMap((entry, index) => record(entry.path, index + 1, entry));
  return Buffer.concat([...parts, ...record('TRAILER!!!', 0, null)]);
}

function record(path: string, inode: number, entry: Entry | null): Uint8Array[] {
  const content = entry?.content ?? new Uint8Array();
  const mode = entry ? entry.mode | (entry.content ? FILE : FOLDER) : 0;
  const name = Buffer.from(`${path}\0`);
  // ino, mode, uid, gid, nlink, mtime, filesize, devmajor, devminor, rdevmajor, rdevminor, namesize, check
  const fields = [inode, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, name.length, 0];
  const header = Buffer.from(`070701${fields.map(field => field.toString(16).padStart(8, '0')).join('')}`);
  return [header, name, padding(header.length + name.length), content, padding(content.length)];
}

function padding(length: number): Uint8Array {
  return new Uint8Array((4 - (length % 4)) % 4);
}
