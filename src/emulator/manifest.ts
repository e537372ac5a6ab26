/** One file of the machine image. */
export interface ImageFile {
  /** Relative to the manifest's folder; it changes with the content, so that the file may be cached for ever. */
  name: string;
  bytes: number;
  /** SHA-256, in hex. */
  sha256: string;
  /** Size after decompression, where it is compressed. */
  rawBytes: number;
}

/** A source package of Debian's: `apt-get source NAME=VERSION` fetches it. */
export interface Source {
  name: string;
  version: string;
}

export interface ImagePackage {
  name: string;
  version: string;
  architecture: string;
  suite: string;
  /** What it was built from: binary rebuilds have another version than their source. */
  source: Source;
  /** Further sources, parts of which are in it: what it is linked with statically, what it is a signed copy of. */
  builtUsing: Source[];
}

/** What it takes to restore the machine. */
export interface MachineManifest {
  /** Changes with the content of any file. */
  version: string;
  memoryMiB: number;
  /** `disk` is whole; `coldDisk` is what `state` lacks of it: see cold-disk.ts. */
  files: Record<'state' | 'disk' | 'coldDisk', ImageFile>;
}

/** The whole manifest.json, as image/image.ts writes it. */
export interface Manifest extends MachineManifest {
  files: MachineManifest['files'] & Record<'bios' | 'vgabios', ImageFile>;
  node: string;
  openssl: string;
  kernel: string;
  suites: { userland: string; kernel: string };
  packages: ImagePackage[];
  /** Licence texts in the image's folder licences/: of its packages, NAME.txt, and of what these refer to. */
  licences: string[];
  builtAt: string;
}

export const MANIFEST = 'manifest.json';

/** Reads what restoring needs of a manifest; throws an `Error` naming the first thing wrong with it. */
export function parseManifest(text: string): MachineManifest {
  const { version, memoryMiB, files } =
    parseJson(text) ?? wrong('is not JSON (does the server answer with a page instead?)');
  const { state, disk, coldDisk } = (files ?? {}) as Record<string, unknown>;
  return {
    version: word(version, 'version', /^[\w.-]+$/),
    memoryMiB: number(memoryMiB, 'memoryMiB'),
    files: { state: file(state, 'state'), disk: file(disk, 'disk'), coldDisk: file(coldDisk, 'coldDisk') },
  };
}

function wrong(what: string): never {
  throw new Error(`machine/${MANIFEST} ${what}.`);
}

function file(value: unknown, field: string): ImageFile {
  const { name, bytes, sha256, rawBytes } = (value ?? {}) as Record<string, unknown>;
  return {
    name: word(name, `${field}.name`, /^(?!.*\.\.)[\w.-]+(\/[\w.-]+)*$/),
    bytes: number(bytes, `${field}.bytes`),
    sha256: word(sha256, `${field}.sha256`, /^[0-9a-f]{64}$/),
    rawBytes: number(rawBytes, `${field}.rawBytes`),
  };
}

function number(value: unknown, field: string): number {
  return Number.isSafeInteger(value) && (value as number) > 0
    ? (value as number)
    : wrong(`has no whole number "${field}"`);
}

function word(value: unknown, field: string, shape: RegExp): string {
  return typeof value === 'string' && shape.test(value) ? value : wrong(`has no usable "${field}"`);
}

function parseJson(text: string): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
