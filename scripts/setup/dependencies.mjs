// Plain JavaScript for any Node from 20 on, without a dependency: it is what installs them.
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = 20;
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const windows = process.platform === 'win32';

/** Says in a line what is missing, and ends the process. */
function giveUp(line) {
  console.error(line);
  process.exit(1);
}

/** Installs what package-lock.json lists, where that has not been done since it last changed. */
export function installDependencies() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < OLDEST_NODE) {
    giveUp(
      `Node ${OLDEST_NODE} or newer is needed, this is ${process.version}. On Debian: apt-get install nodejs npm, or nodejs.org.`,
    );
  }
  if (!outdated()) return;
  requireWritable();
  console.log('Installing dependencies ...');
  const started = performance.now();
  // Not `npm ci`: it refuses a lock file in which a registry lacks some other platform's optional binary.
  // `--no-save` keeps to the lock file and leaves it as it is.
  const { status, error } = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: windows,
  });
  if (error?.code === 'ENOENT') giveUp('npm is not on this machine. On Debian: apt-get install npm.');
  if (status !== 0)
    giveUp('npm install did not succeed (see above). Is the package registry within reach? Then run this again.');
  console.log(`Installing dependencies ... done (${((performance.now() - started) / 1000).toFixed(1)} s)`);
}

/** npm writes node_modules/.package-lock.json last: a broken-off installation has none. */
function outdated() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  return !existsSync(installed) || statSync(installed).mtimeMs < statSync(join(root, 'package-lock.json')).mtimeMs;
}

/** npm's own words for it are two screens long and end in a guess about the network. */
function requireWritable() {
  try {
    accessSync(root, constants.W_OK);
  } catch ({ code }) {
    const why = code === 'EROFS' ? 'its disk is mounted read-only' : 'it is not yours to write';
    giveUp(
      `Nothing can be installed in ${root}: ${why} (${code}). Clone Handshake into a folder of your own and start it there.`,
    );
  }
}

/**
 * The Node to go on in: the one that package-lock.json pins by its hash, which npm has checked. Where its makers publish
 * none for this platform, the one that runs this, if it is as new.
 */
function pinnedNode() {
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`;
  const node = join(root, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node');
  if (existsSync(node)) return node;
  const pinned = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).optionalDependencies;
  if (pinned[name])
    return giveUp(`node_modules/ lacks its own Node (${name}); remove node_modules/ and run this again.`);
  const wanted = Object.values(pinned)[0];
  if (process.versions.node.localeCompare(wanted, 'en', { numeric: true }) >= 0) return process.execPath;
  return giveUp(
    `npm has no Node ${wanted} for ${process.platform} ${process.arch}: install it, or a newer one, from nodejs.org.`,
  );
}

/** Goes on in the Node that package.json names, with this process's terminal; ends with that program's exit code. */
export function continueInNode(script, args = process.argv.slice(2)) {
  const bin = join(root, 'node_modules', '.bin');
  const child = spawn(pinnedNode(), [join(root, script), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${bin}${windows ? ';' : ':'}${process.env.PATH}` },
  });
  // Whoever stops this process means that one, which ends by itself and says how.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.once('exit', code => {
    process.exitCode = code ?? 1;
  });
}
