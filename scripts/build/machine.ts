import { ensureImage } from '../../image/build.ts';
import { ProgressBar } from '../../image/progress.ts';
import { seconds } from '../../src/steps.server.ts';

/**
 * Makes sure of the machine image and resolves with its version; with `none` where it cannot be built here, after
 * saying in one line what is missing and how to get it: reading works without it.
 */
export async function makeMachine(): Promise<string> {
  const started = performance.now();
  const bar = new ProgressBar(process.stdout);
  const image = await ensureImage({ onProgress: bar.show, onNotice: bar.say });
  bar.end();
  if ('missing' in image) {
    console.log(`Run and Check will not work on this site: ${image.missing}. To mend it: ${image.remedy}.`);
    return 'none';
  }
  console.log(`Machine image ... done (${seconds(started)})`);
  return image.manifest.version;
}
