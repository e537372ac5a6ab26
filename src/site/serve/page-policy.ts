import { promisify } from 'node:util';
import { brotliDecompress, gunzip } from 'node:zlib';

import type { OpenFile } from './open-file.ts';
import { policyFor } from './policy.ts';

const UNPACK = { br: promisify(brotliDecompress), gzip: promisify(gunzip) };

/**
 * Finds the policy of what is sent at a path (see policy.ts). A page is read for it once in each of its states, as it is
 * sent, so that the header cannot be another build's than the page.
 */
export function pagePolicies(): (path: string, file: OpenFile) => Promise<string> {
  const known = new Map<string, { etag: string; policy: string }>();
  return async (path, file) => {
    if (!file.type.startsWith('text/html')) return policyFor();
    const key = `${path} ${file.coding ?? ''}`;
    const before = known.get(key);
    if (before?.etag === file.etag) return before.policy;
    const policy = policyFor(await textOf(file));
    known.set(key, { etag: file.etag, policy });
    return policy;
  };
}

async function textOf({ handle, coding }: OpenFile): Promise<string> {
  const content = await handle.readFile();
  return (coding ? await UNPACK[coding](content) : content).toString();
}
