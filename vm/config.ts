/** What the machine is made of. Everything here is an input of the image: changing it builds a new one. */

/** Tried in order: the first whose i386 `nodejs` is the wanted major version is taken. */
export const USERLAND_SUITES = ['forky', 'trixie'];
/** Tried in order: newest first. Debian stopped building i386 kernels after bookworm. */
export const KERNEL_SUITES = ['bookworm'];

export const NODE_MAJOR = 24;
export const KERNEL_PACKAGE = 'linux-image-686';
export const USERLAND_PACKAGES = ['nodejs', 'openssl', 'tcpdump', 'busybox-static', 'perl-base', 'seabios'];
/** Wanted by some package's dependencies, needed by nothing that runs here. */
export const LEFT_OUT = [
  'systemd', 'libsystemd-shared', 'node-corepack', 'openssl-provider-legacy', 'adduser', 'passwd', 'libmount1',
  'libblkid1', 'libc-gconv-modules-extra',
];

export const MEMORY_MIB = 128;
/** V8 without its compilers, helpers and memory trimming: each of them costs more than it gives under emulation. */
export const NODE_FLAGS = [
  '--jitless', '--max-lazy', '--single-threaded', '--no-flush-bytecode', '--no-memory-reducer',
  '--max-old-space-size=48', '--min-semi-space-size=2',
];
export const KERNEL_COMMAND_LINE = [
  'console=ttyS0', 'quiet', 'panic=5', 'loglevel=4', 'tsc=reliable', 'lpj=4000000', 'random.trust_cpu=on',
  // Freed memory is zeroed at once: a page of zeros costs nothing in a saved state.
  'init_on_alloc=0', 'init_on_free=1',
  // One emulated processor and no other tenant: nothing here to protect from side channels, nothing to balance.
  'mitigations=off', 'nopti', 'preempt=none', 'nowatchdog', 'audit=0', 'apparmor=0', 'nokaslr',
  'transparent_hugepage=never', 'hardened_usercopy=off', 'randomize_kstack_offset=off',
].join(' ');

/** In the order they must be loaded: the disk, its file system, the console. */
export const KERNEL_MODULES = [
  'drivers/scsi/scsi_common', 'drivers/scsi/scsi_mod', 'drivers/ata/libata', 'drivers/ata/ata_piix',
  'crypto/crct10dif_common', 'lib/crc64', 'crypto/crct10dif_generic', 'lib/crc-t10dif', 'lib/crc64-rocksoft',
  'block/t10-pi', 'drivers/scsi/sd_mod',
  'crypto/crc32c_generic', 'lib/libcrc32c', 'fs/erofs/erofs',
  'drivers/virtio/virtio', 'drivers/virtio/virtio_ring', 'drivers/virtio/virtio_pci_modern_dev',
  'drivers/virtio/virtio_pci_legacy_dev', 'drivers/virtio/virtio_pci', 'drivers/char/virtio_console',
];

/** Removed from the extracted packages; paths relative to the root. `*` stands for any run of characters. */
export const PRUNED = [
  'etc/*', 'var/*', 'usr/sbin/*', 'usr/games', 'usr/include', 'usr/lib/systemd', 'usr/lib/udev', 'usr/lib/tmpfiles.d',
  'usr/lib/sysctl.d', 'usr/lib/sysusers.d', 'usr/lib/modprobe.d', 'usr/lib/kernel', 'usr/lib/environment.d',
  'usr/lib/i386-linux-gnu/gconv', 'usr/lib/i386-linux-gnu/perl', 'usr/lib/i386-linux-gnu/perl5',
  'usr/lib/i386-linux-gnu/engines-3', 'usr/lib/i386-linux-gnu/ossl-modules', 'usr/lib/i386-linux-gnu/libicutest*',
  'usr/lib/i386-linux-gnu/libicuio*', 'usr/lib/i386-linux-gnu/libicutu*', 'usr/lib/i386-linux-gnu/libthread_db*',
  'usr/lib/i386-linux-gnu/libc_malloc_debug*', 'usr/share/doc', 'usr/share/man', 'usr/share/locale',
  'usr/share/bash-completion', 'usr/share/zsh', 'usr/share/fish', 'usr/share/lintian', 'usr/share/bug',
  'usr/share/info', 'usr/share/gdb', 'usr/share/seabios', 'usr/share/doc-base', 'usr/share/perl5',
  'usr/share/initramfs-tools', 'usr/share/nodejs/corepack', 'usr/bin/corepack', 'usr/bin/acorn', 'usr/bin/semver',
  'usr/bin/js', 'usr/bin/c_rehash',
];

/** Commands of busybox that a lesson, or what it starts, may call by name. */
export const COMMANDS = [
  'awk', 'base64', 'basename', 'cat', 'chmod', 'chown', 'cmp', 'cp', 'cut', 'date', 'dd', 'df', 'diff', 'dirname',
  'du', 'echo', 'env', 'expr', 'false', 'find', 'free', 'grep', 'gunzip', 'gzip', 'head', 'hexdump', 'hostname', 'id',
  'ifconfig', 'ip', 'kill', 'killall', 'less', 'ln', 'ls', 'md5sum', 'mkdir', 'mkfifo', 'mktemp', 'mount', 'mv', 'nc',
  'netstat', 'nslookup', 'od', 'pgrep', 'ping', 'pkill', 'printf', 'ps', 'pwd', 'readlink', 'realpath', 'rm', 'rmdir',
  'sed', 'seq', 'setsid', 'sh', 'sha1sum', 'sha256sum', 'sha512sum', 'sleep', 'sort', 'stat', 'stty', 'su', 'sync',
  'sysctl', 'tail', 'tar', 'tee', 'test', 'time', 'timeout', 'top', 'touch', 'tr', 'true', 'umount', 'uname', 'uniq',
  'unlink', 'vi', 'wc', 'wget', 'which', 'whoami', 'xargs', 'xxd', 'yes',
];

export const USERS = [
  { name: 'root', id: 0, home: '/root' },
  { name: 'learner', id: 1000, home: '/lesson/work' },
  { name: 'alice', id: 1001, home: '/tmp' },
  { name: 'bob', id: 1002, home: '/tmp' },
];
export const HOSTS = ['localhost', 'server.test', 'bank.test'];
