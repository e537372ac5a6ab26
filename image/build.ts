import { fileURLToPath } from 'node:url';
import { environment } from '../src/environment/index.server.ts';
import { ensureImageWith, type Builder, type EnsureOptions, type Image, type NoImage } from './cache/ensure.ts';
import { buildImage } from './image.ts';
import { forgetPackages } from './packages.ts';
import { ProgressBar } from './progress.ts';

export { cachedImage, type Image } from './cache/ensure.ts';

const builder: Builder = {
  build: (cache, folder, report) => buildImage(cache, folder, report, environment(['DEBIAN_MIRROR']).DEBIAN_MIRROR),
  forgetPackages,
};

/** The machine image for this source tree, made of Debian's packages where the cache has none; see cache/ensure.ts. */
export function ensureImage(options: EnsureOptions = {}): Promise<Image | NoImage> {
  return ensureImageWith(builder, options);
}

/** The same for a test, which cannot do without: throws an `Error` that says what is missing and how to get it. */
export async function imageForTests(): Promise<Image> {
  const image = await ensureImage();
  if ('missing' in image) throw new Error(`no machine image to test: ${image.missing}. To get it: ${image.remedy}`);
  return image;
}

async function main(): Promise<void> {
  const bar = new ProgressBar(process.stdout);
  const refresh = process.argv.includes('--refresh');
  const image = await ensureImage({ refresh, onProgress: bar.show, onNotice: bar.say });
  bar.end();
  if ('missing' in image) {
    console.error(`The machine image cannot be built: ${image.missing}. To get it: ${image.remedy}.`);
    process.exitCode = 1;
    return;
  }
  const { manifest, folder } = image;
  const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
  console.log(`The machine image ${manifest.version} is in ${folder}`);
  console.log(
    `Node ${manifest.node}, OpenSSL ${manifest.openssl}, Linux ${manifest.kernel}; ` +
      `state ${mb(manifest.files.state.bytes)}, the rest of the disk ${mb(manifest.files.coldDisk.bytes)}`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
