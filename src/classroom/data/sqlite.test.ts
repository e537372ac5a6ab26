import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

import { describeStores } from './contract/stores.contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'class-'));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
describeStores('SQLite', () => Promise.resolve(join(folder, `${++count}.db`)));
