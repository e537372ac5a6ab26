import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { compare, refused } from '#check';

const child = spawn('sh', ['-c', 'read line; echo "heard $line"; exit 3']);
child.stdin.end('this\n');
compare([await text(child.stdout), await once(child, 'close')], []);
compare(execFileSync('openssl', ['version']).toString(), '');
compare(execFileSync('openssl', ['x509', '-noout', '-text', '-in', '/opt/handshake/pki/server.crt']).toString(), '');
compare((await promisify(execFile)('sha256sum', ['/etc/hosts'])).stdout, '');
await refused(() => promisify(execFile)('sh', ['-c', 'echo no >&2; exit 1']));
await refused(() => promisify(execFile)('no-such-command'));
await refused(() => execFileSync('false'));
const endless = spawn('sleep', ['100']);
endless.kill();
compare(await once(endless, 'exit'), []);
