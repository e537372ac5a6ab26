import { parseManifest, type MachineManifest } from '../../emulator/manifest.ts';
import { RuntimeError } from '../runtime.ts';

export const IMAGE_HINT = 'Build the site again with `npm start`: it makes the machine image and says what it lacks.';

/** Reads a manifest; throws a `RuntimeError` `image-missing` naming the first thing wrong with it. */
export function understandManifest(text: string): MachineManifest {
  try {
    return parseManifest(text);
  } catch (error) {
    throw new RuntimeError('image-missing', (error as Error).message, IMAGE_HINT);
  }
}
