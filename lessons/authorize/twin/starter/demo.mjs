import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readFor } from './files.mjs';

const root = mkdtempSync(join(tmpdir(), 'files-'));
for (const name of ['ann', 'ben']) {
  mkdirSync(join(root, name));
  writeFileSync(join(root, name, 'notes.txt'), `the notes of ${name}`);
}
const people = new Set(['ann', 'ben']);
for (const words of ['ben/notes.txt', 'ann/notes.txt', 'ben/../ann/notes.txt']) {
  try {
    console.log(`ben> ${words}\n     ${readFor({ root, user: 'ben', words, people })}`);
  } catch (error) {
    console.log(`ben> ${words}\n     refused: ${error.message}`);
  }
}
rmSync(root, { recursive: true });
