import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { ComposedDisk } from '#src/emulator/composed-disk.ts';
import { imageForTests, type Image } from './build.ts';
import { Machine } from './machine.ts';

let image: Image;
let state: ArrayBuffer;
let disk: ComposedDisk;

beforeAll(async () => {
  image = await imageForTests();
  const unpacked = async (name: 'state' | 'coldDisk'): Promise<Uint8Array<ArrayBuffer>> =>
    Uint8Array.from(zstdDecompressSync(await readFile(join(image.folder, image.manifest.files[name].name))));
  state = (await unpacked('state')).buffer;
  disk = await ComposedDisk.open(new Blob([await unpacked('coldDisk')]), state);
});

test('the cold disk and the state together are the disk, byte for byte', async () => {
  const original = await readFile(join(image.folder, image.manifest.files.disk.name));
  expect(disk.size).toBe(original.length);
  const step = 2 ** 24;
  for (let at = 0; at < original.length; at += step) {
    const part = Buffer.from(await disk.slice(at, Math.min(at + step, disk.size)).arrayBuffer());
    expect(part.equals(original.subarray(at, at + step)), `bytes from ${at}`).toBe(true);
  }
});

test('with the cold disk alone the machine runs what it has never read before', async () => {
  const { bios, vgabios } = image.manifest.files;
  const path = (name: string): string => join(image.folder, name);
  const machine = await Machine.create({
    memoryMiB: image.manifest.memoryMiB,
    bios: path(bios.name),
    vgabios: path(vgabios.name),
    disk,
    state,
  });
  try {
    await machine.start();
    await machine.setClock();
    let reads = 0;
    machine.onDiskRead(() => {
      reads++;
    });
    const { stdout, stderr } = await machine.run({ files: { 'work/main.mjs': COMMANDS } }).done;
    expect(Buffer.from(stderr).toString()).toBe('');
    expect(Buffer.from(stdout).toString()).toMatch(/OpenSSL 3[^]*\ntcpdump version[^]*BEGIN PRIVATE KEY/);
    expect(reads, 'something must have come from the disk').toBeGreaterThan(0);
  } finally {
    await machine.destroy();
  }
});

const COMMANDS = `
import { execFileSync } from 'node:child_process';
const run = (...command) => console.log(execFileSync(command[0], command.slice(1), { stdio: 'pipe' }).toString());
run('openssl', 'version');
run('tcpdump', '--version');
run('openssl', 'genpkey', '-algorithm', 'ed25519', '-outform', 'PEM');
`;
