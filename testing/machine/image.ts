import { imageForTests } from '../../image/build.ts';
import { environment } from '../../src/environment/index.server.ts';

/**
 * The folder to be served at /machine/: the one MACHINE_IMAGE names, else this source tree's own, which is built
 * first when it is not there. Throws where it cannot be built.
 */
export async function imageFolder(): Promise<string> {
  const { MACHINE_IMAGE: named } = environment(['MACHINE_IMAGE']);
  if (named) return named;
  return (await imageForTests()).folder;
}
