import { execFile } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';
import { compare, refused } from '#check';

const run = promisify(execFile);
compare([userInfo(), process.getuid(), process.umask(), (await stat('/etc/passwd')).mode], []);
for (const command of ['id', 'whoami', 'ps', 'ls -la /', 'grep alice /etc/passwd'])
  compare(await run('sh', ['-c', command]), '');
for (const path of ['/etc/shadow', '/no/such/file', '/opt']) await refused(() => writeFile(path, 'x'));
await refused(() => readFile('/proc/1/environ'));
await refused(() => run('cat', ['/proc/1/environ']));
await refused(() => process.setuid(0));
await refused(() => run('id', [], { uid: 0 }));
