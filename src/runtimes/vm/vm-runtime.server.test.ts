import { expect, test } from 'vitest';
import { createVmRuntime } from './vm-runtime.server.ts';

test('a folder without an image is told so by the thread, with what to do', async () => {
  const runtime = createVmRuntime({ folder: import.meta.dirname });
  await expect(runtime.boot()).rejects.toMatchObject({
    name: 'RuntimeError',
    code: 'image-missing',
    message: expect.stringContaining('manifest.json') as string,
    hint: expect.stringContaining('npm start') as string,
  });
  expect(runtime.status).toBe('failed');
  await runtime.dispose();
});
