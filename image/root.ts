import { chmod, cp, glob, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { streamLines } from '#src/streams.ts';
import { COMMANDS, HOSTS, KERNEL_MODULES, PRUNED, USERS } from './config.ts';
import { cpio, type Entry } from './cpio.ts';

const GUEST = new URL('./guest/', import.meta.url).pathname;

/** Everything of the root image that does not come out of a package. `pki` is PEM by file name. */
export async function furnish(root: string, pki: Readonly<Record<string, string>>): Promise<void> {
  for (const pattern of PRUNED) {
    for await (const path of glob(pattern, { cwd: root })) await rm(join(root, path), { recursive: true, force: true });
  }
  await keepOneTcpdump(root);
  for (const folder of ['bin', 'sbin', 'lib']) await link(`usr/${folder}`, join(root, folder));
  for (const folder of ['proc', 'sys', 'dev', 'tmp', 'run', 'root', 'mnt', 'lesson', 'etc', 'usr/sbin']) {
    await mkdir(join(root, folder), { recursive: true });
  }
  for (const command of COMMANDS) await link('busybox', join(root, 'usr/bin', command));
  await mkdir(join(root, 'etc/ssl'));
  for (const [name, content] of Object.entries(etc())) await writeFile(join(root, 'etc', name), content);
  await installOurs(join(root, 'opt/handshake'), pki);
}

/** Some suites ship it under /usr/sbin, which is pruned. */
async function keepOneTcpdump(root: string): Promise<void> {
  const found = await readdir(join(root, 'usr/bin'));
  if (!found.includes('tcpdump')) throw new Error('tcpdump is not under /usr/bin of its package any more');
}

async function link(target: string, path: string): Promise<void> {
  await symlink(target, path).catch((error: NodeJS.ErrnoException) => {
    // A package's own program of that name is better than busybox's.
    if (error.code !== 'EEXIST') throw error;
  });
}

function etc(): Record<string, string> {
  return {
    passwd: USERS.map(({ name, id, home }) => `${name}:x:${id}:${id}::${home}:/bin/sh\n`).join(''),
    group: USERS.map(({ name, id }) => `${name}:x:${id}:\n`).join(''),
    hosts: `${HOSTS.map(host => `127.0.0.1 ${host}\n`).join('')}::1 localhost\n`,
    'nsswitch.conf': 'passwd: files\ngroup: files\nhosts: files\n',
    // No resolver: a name that is not in hosts fails at once instead of after a time-out.
    'resolv.conf': '',
    hostname: 'handshake\n',
    'ssl/openssl.cnf': OPENSSL_CONF,
  };
}

/**
 * What an administrator of a slow computer would set (config(5), SSL_CONF_cmd(3)): a ClientHello offers a share of
 * X25519 (RFC 8446, 4.2.8), not of X25519 and of X25519MLKEM768 besides, which is OpenSSL's own choice since 3.5 and
 * an eighth of a handshake's work here. All groups can still be negotiated or asked for.
 */
const OPENSSL_CONF = `openssl_conf = policy
nodejs_conf = policy

[policy]
ssl_conf = ssl

[ssl]
system_default = tls

[tls]
Groups = X25519:P-256:X25519MLKEM768:P-384:P-521
`;

async function installOurs(folder: string, pki: Readonly<Record<string, string>>): Promise<void> {
  await cp(GUEST, folder, { recursive: true });
  await chmod(join(folder, 'init.sh'), 0o755);
  await writeFile(join(folder, 'streams'), streamLines());
  await mkdir(join(folder, 'pki'));
  // Readable by the learner's user, who warms up with them; they are good for nothing else.
  for (const [name, pem] of Object.entries(pki)) await writeFile(join(folder, 'pki', name), pem);
}

/** The initrd: busybox, the kernel modules in loading order, and the script that mounts the root. */
export async function initrd(root: string, modules: string): Promise<Uint8Array> {
  const folder = (path: string): Entry => ({ path, mode: 0o755 });
  const entries = [
    ...['bin', 'modules', 'proc', 'sys', 'dev', 'root'].map(folder),
    { path: 'init', mode: 0o755, content: await readFile(join(GUEST, 'initrd.sh')) },
    { path: 'bin/busybox', mode: 0o755, content: await readFile(join(root, 'usr/bin/busybox')) },
    { path: 'bin/sh', mode: 0o755, content: await readFile(join(root, 'usr/bin/busybox')) },
  ];
  for (const [index, name] of KERNEL_MODULES.entries()) {
    const path = `modules/${String(index).padStart(2, '0')}-${name.split('/').pop()}.ko`;
    entries.push({ path, mode: 0o644, content: await readFile(join(modules, 'kernel', `${name}.ko`)) });
  }
  return cpio(entries);
}
