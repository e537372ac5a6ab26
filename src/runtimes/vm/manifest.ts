import { RuntimeError } from '../runtime.ts';

/** One file of the machine image. */
export interface ImageFile {
  /** Relative to the machine folder; it changes with the content, so that the file may be cached for ever. */
  name: string;
  bytes: number;
  /** SHA-256, in hex. */
  sha256: string;
  /** Size after decompression, where it is compressed. */
  rawBytes: number;
}

/** What machine/manifest.json, written by image/image.ts, says to who restores the machine; there is more in it. */
export interface Manifest {
  version: string;
  memoryMiB: number;
  /** `disk` is whole, to be read by range; `coldDisk` is what the state lacks of it: see cold-disk.ts. */
  files: { state: ImageFile; disk: ImageFile; coldDisk?: ImageFile };
}

const HINT = 'Build the site again with `npm start`: it makes the machine image and says what it lacks.';

/** Reads a manifest; throws a `RuntimeError` `image-missing` naming the first thing wrong with it. */
export function parseManifest(text: string): Manifest {
  const wrong = (what: string): never => {
    throw new RuntimeError('image-missing', `machine/manifest.json ${what}.`, HINT);
  };
  const json = parseJson(text) ?? wrong('is not JSON (does the server answer with a page instead?)');
  const number = (value: unknown, field: string): number =>
    Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : wrong(`has no whole number "${field}"`);
  const word = (value: unknown, field: string, shape: RegExp): string =>
    typeof value === 'string' && shape.test(value) ? value : wrong(`has no usable "${field}"`);
  const file = (value: unknown, field: string): ImageFile => {
    const { name, bytes, sha256, rawBytes } = (value ?? {}) as Record<string, unknown>;
    return {
      name: word(name, `${field}.name`, /^(?!.*\.\.)[\w.-]+(\/[\w.-]+)*$/),
      bytes: number(bytes, `${field}.bytes`),
      sha256: word(sha256, `${field}.sha256`, /^[0-9a-f]{64}$/),
      rawBytes: number(rawBytes, `${field}.rawBytes`),
    };
  };
  const { version, memoryMiB, files } = json;
  const { state, disk, coldDisk } = (files ?? {}) as Record<string, unknown>;
  return {
    version: word(version, 'version', /^[\w.-]+$/),
    memoryMiB: number(memoryMiB, 'memoryMiB'),
    files: {
      state: file(state, 'state'),
      disk: file(disk, 'disk'),
      ...(coldDisk === undefined ? {} : { coldDisk: file(coldDisk, 'coldDisk') }),
    },
  };
}

function parseJson(text: string): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
