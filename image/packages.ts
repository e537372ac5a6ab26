import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { candidate, closure, download, findMirror, isWhole, openSuite, type Package, type Suite } from './apt.ts';
import { writeWhole } from '../src/whole-file.server.ts';
import { CannotBuild } from './cannot-build.ts';
import { KERNEL_PACKAGE, KERNEL_SUITES, LEFT_OUT, NODE_MAJOR, USERLAND_PACKAGES, USERLAND_SUITES } from './config.ts';
import { hostArchitecture, unpack } from './tools.ts';

/**
 * The packages of an image by what they are for: the machine's own, its kernel, tools to build it here, and the licence
 * texts that the first two refer to.
 */
export interface PackageSets {
  userland: Package[];
  kernel: Package[];
  tools: Package[];
  texts: Package[];
}

export interface Progress {
  notice: (line: string) => void;
  onBytes: (done: number, total: number) => void;
  /** The Debian mirror to take them from; unless told, the one of this machine's own apt. */
  mirror?: string;
  signal?: AbortSignal;
}

const GUEST = 'i386';
/** Python compiles its library for the machine, whose own cannot run here. */
const TOOLS = ['erofs-utils', 'python3-minimal'];
const TEXTS = 'base-files';

/**
 * Resolves and downloads every package, or takes what an earlier build resolved: then no network is needed, and
 * the same versions make the same image. Remove the record (see `forgetPackages`) to move to newer versions.
 */
export async function getPackages(cache: string, progress: Progress): Promise<PackageSets> {
  const record = recordPath(cache, await hostArchitecture());
  const known = await readFile(record, 'utf8').then(
    text => JSON.parse(text) as PackageSets,
    () => null,
  );
  if (known && (await allWhole(cache, known))) return known;
  const sets = await resolve(cache, progress);
  await writeWhole(record, JSON.stringify(sets, null, 1));
  return sets;
}

export async function forgetPackages(cache: string): Promise<void> {
  await rm(recordPath(cache, await hostArchitecture()), { force: true });
}

/** Unpacks one set into a folder and returns it. */
export async function unpackSet(cache: string, packages: readonly Package[], folder: string): Promise<string> {
  await unpack(
    packages.map(({ file }) => join(cache, 'packages', file)),
    folder,
  );
  return folder;
}

function recordPath(cache: string, architecture: string): string {
  const asked = JSON.stringify([
    USERLAND_SUITES,
    KERNEL_SUITES,
    NODE_MAJOR,
    USERLAND_PACKAGES,
    KERNEL_PACKAGE,
    LEFT_OUT,
    TOOLS,
    TEXTS,
  ]);
  return join(cache, `packages-${architecture}-${createHash('sha256').update(asked).digest('hex').slice(0, 12)}.json`);
}

async function allWhole(cache: string, { userland, kernel, tools, texts }: PackageSets): Promise<boolean> {
  const checks = [...userland, ...kernel, ...tools, ...texts].map(each =>
    isWhole(join(cache, 'packages', each.file), each),
  );
  return (await Promise.all(checks)).every(Boolean);
}

async function resolve(cache: string, progress: Progress): Promise<PackageSets> {
  const mirror = progress.mirror ?? (await findMirror());
  const folder = join(cache, 'packages');
  await mkdir(folder, { recursive: true });
  const open = (suite: string, architecture: string): Promise<Suite> =>
    openSuite({ suite, architecture, mirror, folder: join(cache, 'apt') }, progress.notice);
  const fetch = (suite: Suite, names: readonly string[]): Promise<Package[]> =>
    download(suite, names, { folder, ...progress });

  const userland = await userlandSuite(suite => open(suite, GUEST), progress.notice);
  const kernel = await firstWith(KERNEL_SUITES, KERNEL_PACKAGE, suite => open(suite, GUEST));
  const tools = await open(userland.suite, await hostArchitecture());
  return {
    userland: await fetch(userland, wanted(await closure(userland, USERLAND_PACKAGES))),
    kernel: await fetch(
      kernel,
      (await closure(kernel, [KERNEL_PACKAGE])).filter(item => /^linux-image-\d/.test(item)),
    ),
    tools: await fetch(tools, await closure(tools, TOOLS)),
    texts: await fetch(userland, [`${TEXTS}=${await candidate(userland, TEXTS)}`]),
  };
}

const wanted = (list: readonly string[]): string[] => list.filter(item => !LEFT_OUT.includes(item.split('=')[0]!));

/** The first suite with the wanted Node; failing that, the first that has any, and a notice saying which. */
async function userlandSuite(open: (suite: string) => Promise<Suite>, notice: (line: string) => void): Promise<Suite> {
  let other: { suite: Suite; version: string } | null = null;
  let refusal: unknown;
  for (const name of USERLAND_SUITES) {
    try {
      const suite = await open(name);
      const version = await candidate(suite, 'nodejs');
      if (version?.startsWith(`${NODE_MAJOR}.`)) return suite;
      if (version) other ??= { suite, version };
    } catch (error) {
      if (!(error instanceof CannotBuild)) throw error;
      refusal ??= error;
    }
  }
  if (!other) throw refusal ?? new CannotBuild('no suite has Node for i386', 'set DEBIAN_MIRROR to a complete mirror');
  notice(
    `Node ${NODE_MAJOR} for i386 is not to be had; the machine gets Node ${other.version} of ${other.suite.suite}`,
  );
  return other.suite;
}

async function firstWith(
  suites: readonly string[],
  name: string,
  open: (suite: string) => Promise<Suite>,
): Promise<Suite> {
  for (const each of suites) {
    const suite = await open(each);
    if (await candidate(suite, name)) return suite;
  }
  throw new CannotBuild(`no ${name} in ${suites.join(', ')}`, 'set DEBIAN_MIRROR to a mirror that keeps these suites');
}
