import { buildSite } from './build/index.ts';
import { serve } from './serve/index.ts';

try {
  await buildSite();
  await serve();
} catch (error) {
  console.error(`\n${(error as Error).message}`);
  process.exitCode = 1;
}
