import { openClass } from './class.ts';
import { serve } from './index.ts';

// What `npm start` serves once the site is built: its files, and the classes of this computer beside them.
export async function serveWithClass(): Promise<void> {
  await serve(undefined, await openClass());
}

if (import.meta.main) {
  try {
    await serveWithClass();
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
