import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** Resolves with the SHA-256 of a file, in hex. A file may be larger than the memory, so it is read in pieces. */
export async function digestOf(path) {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest('hex');
}
