import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';

console.log(execFileSync('sh', ['-c', 'id; ls -la /; ps; cat /etc/passwd | grep alice; ip addr; umask']).toString());
console.log(execFileSync('openssl', ['version']).toString());
console.log(execFileSync('openssl', ['x509', '-noout', '-text', '-in', '/opt/handshake/pki/server.crt']).toString());
console.log(execFileSync('openssl', ['dgst', '-sha256', '/etc/hosts']).toString());
console.log(execFileSync('tcpdump', ['--version'], { stdio: 'pipe' }).toString());
const child = spawn('cat', [], { stdio: ['pipe', 'pipe', 'inherit'] });
child.stdin.end('through a pipe');
for await (const part of child.stdout) console.log(String(part));
if (child.exitCode === null) await once(child, 'exit');
