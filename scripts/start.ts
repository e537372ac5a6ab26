import { buildSite } from './build/index.ts';
import { serveWithClass } from './serve/with-class.ts';

try {
  await buildSite();
  await serveWithClass();
} catch (error) {
  console.error(`\n${(error as Error).message}`);
  process.exitCode = 1;
}
