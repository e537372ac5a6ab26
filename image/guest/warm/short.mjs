// Nothing but a start and an end.
import { createHash } from 'node:crypto';
import fs from 'node:fs';

globalThis.warmEnded(createHash, fs);
