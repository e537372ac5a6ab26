/** A program that runs `code`, machine code for i386 in hexadecimal, as a process of its own: ELF (System V ABI), one segment. */
export function machineCode(code: string): string {
  return `
    import { spawnSync } from 'node:child_process';
    import { writeFileSync } from 'node:fs';
    const code = Buffer.from('${code}', 'hex');
    const header = Buffer.alloc(84);
    header.write('\\x7fELF\\x01\\x01\\x01', 'latin1');
    const [AT, SIZE] = [0x8048000, 84 + code.length];
    for (const [at, half] of [[16, 2], [18, 3], [40, 52], [42, 32], [44, 1]]) header.writeUInt16LE(half, at);
    for (const [at, word] of [[20, 1], [24, AT + 84], [28, 52]]) header.writeUInt32LE(word, at);
    [1, 0, AT, AT, SIZE, SIZE, 7, 0x1000].forEach((word, i) => header.writeUInt32LE(word, 52 + 4 * i));
    writeFileSync('/tmp/program', Buffer.concat([header, code]), { mode: 0o755 });
    console.log('here we go');
    console.log(spawnSync('/tmp/program'));
  `;
}
