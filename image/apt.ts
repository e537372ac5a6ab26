import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CannotBuild } from './cannot-build.ts';

const run = promisify(execFile);

/** One package as it was downloaded. */
export interface Package {
  name: string;
  version: string;
  architecture: string;
  suite: string;
  file: string;
  bytes: number;
  sha256: string;
}

export interface Suite {
  suite: string;
  /** Of its own: apt's lists and settings. */
  folder: string;
  env: NodeJS.ProcessEnv;
}

const KEYRINGS = ['gpg', 'pgp'].map(end => `/usr/share/keyrings/debian-archive-keyring.${end}`);

/** The Debian mirror that this machine's own apt is set up with. */
export async function findMirror(): Promise<string> {
  const format = ['--format', '$(REPO_URI)'];
  const { stdout } = await run('apt-get', ['indextargets', ...format]).catch(() => {
    throw new CannotBuild('apt-get is not on this machine', 'build the image on Debian, or in a Debian container');
  });
  const mirror = stdout.split('\n').find(uri => /\/debian\/?$/.test(uri));
  if (mirror) return mirror;
  throw new CannotBuild('apt knows no Debian mirror', 'set DEBIAN_MIRROR to the address of one');
}

/**
 * Prepares apt for one suite and architecture in a folder of its own, without root and without touching the
 * machine's apt; signatures are checked against Debian's keyring. `notice` is told what is out of the ordinary.
 */
export async function openSuite(
  { suite, architecture, mirror, folder }: { suite: string; architecture: string; mirror: string; folder: string },
  notice: (line: string) => void,
): Promise<Suite> {
  const keyring = KEYRINGS.find(path => existsSync(path));
  if (!keyring) {
    throw new CannotBuild("Debian's archive keys are not on this machine", 'apt-get install debian-archive-keyring');
  }
  const base = join(folder, `${suite}-${architecture}`);
  for (const part of ['lists/partial', 'archives/partial', 'empty.d'])
    await mkdir(join(base, part), { recursive: true });
  await writeFile(join(base, 'status'), '');
  await writeFile(
    join(base, 'sources.list'),
    `deb [arch=${architecture} signed-by=${keyring}] ${mirror} ${suite} main\n`,
  );
  await writeFile(join(base, 'apt.conf'), await aptConfiguration(base, architecture));
  const opened = { suite, folder: base, env: { ...process.env, LC_ALL: 'C', APT_CONFIG: join(base, 'apt.conf') } };
  await update(opened, mirror, notice);
  return opened;
}

async function aptConfiguration(base: string, architecture: string): Promise<string> {
  const { stdout } = await run('apt-config', ['dump', '--no-empty', 'Acquire']);
  const kept = stdout.split('\n').filter(line => /^Acquire::(http|https|ftp|Retries)\b/.test(line));
  return [
    // A proxy the machine's apt goes through, this one goes through too.
    ...kept,
    `Dir::State "${base}"; Dir::State::lists "${base}/lists"; Dir::State::status "${base}/status";`,
    `Dir::Cache "${base}"; Dir::Cache::archives "${base}/archives";`,
    `Dir::Etc::main "${base}/empty"; Dir::Etc::parts "${base}/empty.d"; Dir::Etc::sourcelist "${base}/sources.list";`,
    `Dir::Etc::sourceparts "${base}/empty.d"; Dir::Etc::preferences "${base}/empty";`,
    `Dir::Etc::preferencesparts "${base}/empty.d"; Dir::Log "${base}";`,
    `APT::Architecture "${architecture}"; APT::Architectures { "${architecture}"; };`,
    'APT::Install-Recommends "false"; APT::Sandbox::User ""; Acquire::Languages "none"; Debug::NoLocking "true";',
    'Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled "false";',
    'Acquire::Retries "2"; Acquire::http::Timeout "30"; Acquire::https::Timeout "30";',
    '',
  ].join('\n');
}

async function update(suite: Suite, mirror: string, notice: (line: string) => void): Promise<void> {
  const strict = ['update', '-o', 'APT::Update::Error-Mode=any'];
  const first = await attempt(suite, strict);
  if (first === null) return;
  if (/Release file .*(expired|not valid yet)/i.test(first)) {
    notice(`${suite.suite}: the mirror's Release file has passed its date; its signature is still checked`);
    const second = await attempt(suite, [
      ...strict,
      '-o',
      'Acquire::Check-Valid-Until=false',
      '-o',
      'Acquire::Check-Date=false',
    ]);
    if (second === null) return;
    throw unreachable(suite, mirror, second);
  }
  throw unreachable(suite, mirror, first);
}

/** Null when it worked, else what apt said. */
async function attempt(suite: Suite, args: string[]): Promise<string | null> {
  try {
    await run('apt-get', args, { env: suite.env });
    return null;
  } catch (error) {
    return String((error as { stderr?: string }).stderr ?? error);
  }
}

function unreachable(suite: Suite, mirror: string, said: string): CannotBuild {
  const reason = said.split('\n').find(line => /^[EW]:/.test(line)) ?? said.slice(0, 200);
  return new CannotBuild(
    `Debian ${suite.suite} cannot be read from ${mirror} (${reason.trim()})`,
    'check the network, or set DEBIAN_MIRROR to a mirror that can be reached',
  );
}

/** The version of a package that would be installed, or null where the suite has none. */
export async function candidate(suite: Suite, name: string): Promise<string | null> {
  const { stdout } = await run('apt-cache', ['policy', name], { env: suite.env });
  const version = /Candidate: (\S+)/.exec(stdout)?.[1];
  return version && version !== '(none)' ? version : null;
}

/** Names with versions of everything that installing `names` would bring to an empty machine. */
export async function closure(suite: Suite, names: readonly string[]): Promise<string[]> {
  const { stdout } = await run('apt-get', ['-s', 'install', ...names], { env: suite.env, maxBuffer: 2 ** 24 });
  const lines = stdout.matchAll(/^Inst (\S+?)(?::\w+)? \((\S+) /gm);
  return [...lines].map(([, name, version]) => `${name}=${version}`).sort();
}

/** Downloads exactly these packages (`name=version`) into `folder`; what lies there already is not fetched again. */
export async function download(
  suite: Suite,
  wanted: readonly string[],
  { folder, onBytes, signal }: { folder: string; onBytes: (done: number, total: number) => void; signal?: AbortSignal },
): Promise<Package[]> {
  await mkdir(folder, { recursive: true });
  // Asked in a folder without packages: apt is silent about those that lie where it stands.
  const { stdout } = await run('apt-get', ['download', '--print-uris', ...wanted], {
    env: suite.env,
    cwd: suite.folder,
  });
  const packages = [...stdout.matchAll(/^'[^']+' (\S+) (\d+) SHA256:(\w+)/gm)].map(([, file, bytes, sha256]) =>
    describe(suite.suite, file!, Number(bytes), sha256!),
  );
  if (packages.length !== wanted.length)
    throw new Error(`apt tells of ${packages.length} packages, not of ${wanted.length}: ${stdout}`);
  const missing: Package[] = [];
  for (const each of packages) if (!(await isWhole(join(folder, each.file), each))) missing.push(each);
  // What has the right size only, apt would take for whole.
  for (const { file } of missing) await rm(join(folder, file), { force: true });
  const total = missing.reduce((sum, each) => sum + each.bytes, 0);
  const timer = setInterval(() => void bytesOf(folder, missing).then(done => onBytes(done, total)), 300);
  try {
    const names = missing.map(each => `${each.name}=${each.version}`);
    if (names.length > 0) {
      await run('apt-get', ['download', '-q', ...names], {
        env: suite.env,
        cwd: folder,
        maxBuffer: 2 ** 24,
        ...(signal && { signal }),
      });
    }
  } finally {
    clearInterval(timer);
  }
  for (const each of missing) {
    if (await isWhole(join(folder, each.file), each)) continue;
    throw new CannotBuild(`${each.file} did not arrive whole`, 'run the build again');
  }
  return packages;
}

/** `name_version_architecture.deb`, where apt writes a version's colon as %3a. */
function describe(suite: string, file: string, bytes: number, sha256: string): Package {
  const [name, version, architecture] = file.replace(/\.deb$/, '').split('_');
  return {
    name: name!,
    version: decodeURIComponent(version!),
    architecture: architecture!,
    suite,
    file,
    bytes,
    sha256,
  };
}

async function bytesOf(folder: string, packages: readonly Package[]): Promise<number> {
  const present = new Set(await readdir(folder));
  let sum = 0;
  for (const { file } of packages)
    if (present.has(file)) sum += (await stat(join(folder, file)).catch(() => ({ size: 0 }))).size;
  return sum;
}

/** Whether the file is there with the size and hash that the signed package index gives. */
export async function isWhole(path: string, { bytes, sha256 }: Pick<Package, 'bytes' | 'sha256'>): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  if (found?.size !== bytes) return false;
  return (
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex') === sha256
  );
}
