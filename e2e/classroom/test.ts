import { test as base } from '../support/test.ts';
import { startClass, type ClassProcess } from './server.ts';

/** With a class's server of the file's own, over an empty database. */
export const test = base.extend<object, { server: ClassProcess }>({
  server: [
    async ({}, use) => {
      const server = await startClass();
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});
