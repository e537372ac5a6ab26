import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CannotBuild } from '../cannot-build.ts';

/** Our own calls say the first, the programs we start the second. */
const FULL = /\bENOSPC\b|\bEDQUOT\b|no space left on device|disk quota exceeded/i;

/**
 * Whether an error came of `folder` being on a full disk or one that cannot be written: then an error that says so,
 * with what to do instead (`elsewhere`); else null.
 */
export async function diskTrouble(error: unknown, folder: string, elsewhere: string): Promise<CannotBuild | null> {
  if (FULL.test(String((error as Error | null)?.message ?? error))) {
    return new CannotBuild(`there is no room left on the disk of ${folder}`, `make room there, or ${elsewhere}`);
  }
  const why = await whyNotWritable(folder);
  return why === null ? null : new CannotBuild(`${folder} cannot be written: ${why}`, elsewhere);
}

/** Asks, instead of believing the error's own code: mkdir on a read-only disk says ENOENT. */
async function whyNotWritable(folder: string): Promise<string | null> {
  try {
    if (!(await stat(folder)).isDirectory()) return 'it is not a folder';
    await access(folder, constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return whyNotWritable(dirname(folder));
    if (code === 'ENOTDIR') return 'something on the way to it is not a folder';
    return code === 'EROFS' ? 'its disk is mounted read-only' : 'it belongs to another user';
  }
}
