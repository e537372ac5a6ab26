import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

import { cachedImage, ensureImage, type Image } from '../image/build.ts';
import { inProject } from '../src/project.server.ts';

export type Tell = (line: string) => void;

/** Where the site's machine image comes from; tests have another. Both builds reject with what is missing, in words. */
export interface ImageSource {
  /** The image that is there already, or null; takes a second. */
  cached(tell: Tell): Promise<Image | null>;
  /** The image, built first where it is not there: minutes. */
  build(tell: Tell): Promise<Image>;
  /** The same in a process of its own, which the signal ends: this one goes on answering. */
  buildApart(tell: Tell, signal: AbortSignal): Promise<Image>;
}

export const imageSource: ImageSource = { cached: cachedImage, build, buildApart };

async function build(tell: Tell): Promise<Image> {
  const image = await ensureImage({ onNotice: tell });
  if ('missing' in image) throw new Error(`${image.missing}. To mend it: ${image.remedy}.`);
  return image;
}

async function buildApart(tell: Tell, signal: AbortSignal): Promise<Image> {
  const child = spawn(process.execPath, [inProject('image', 'build.ts')], {
    cwd: inProject(),
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  createInterface({ input: child.stdout }).on('line', tell);
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  const [code, said] = await Promise.all([ended, text(child.stderr)]);
  const image = code === 0 ? await cachedImage(tell) : null;
  if (!image) throw new Error(said.trim() || `the build of the machine image ended with ${code}`);
  return image;
}
