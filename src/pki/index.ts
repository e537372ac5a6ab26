import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { inProject } from '../project.server.ts';
import { PROFILES, RSA_KEYS, VALIDITY } from './profiles.ts';

/** Raise it when mint.ts makes something else of the same profiles. */
const FORMAT = 2;
const RECORD = 'minted.json';

interface PkiRecord {
  digest: string;
  files: string[];
}

/**
 * Makes sure that the lessons' certificates and keys are there, whole and as profiles.ts has them;
 * resolves with their folder, `.cache/pki` of the checkout unless told. They are never committed.
 */
export async function ensurePki(folder = inProject('.cache', 'pki')): Promise<string> {
  if (await isCurrent(folder)) return folder;
  const fresh = `${folder}-${randomUUID()}`;
  await mkdir(fresh, { recursive: true });
  try {
    for (const [name, text] of Object.entries(await mintAll())) {
      await writeFile(join(fresh, name), text, { mode: name.endsWith('.key') ? 0o600 : 0o644 });
    }
    await takePlace(fresh, folder);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return folder;
}

/** Every file of the folder by name. */
async function mintAll(): Promise<Record<string, string>> {
  // Loaded only here: the library costs more than the look at what is there.
  const { chainPem, keyPair, keyPem, mint } = await import('./mint.ts');
  type Minted = Awaited<ReturnType<typeof mint>>;
  const minted = new Map<string, Minted>();
  const files: Record<string, string> = {};

  const get = async (name: string): Promise<Minted> => {
    const profile = PROFILES[name];
    if (!profile) throw new Error(`src/pki/profiles.ts names an issuer "${name}" without a profile; add it`);
    const issuer = profile.issuer === 'self' ? undefined : await get(profile.issuer);
    const made =
      minted.get(name) ??
      (await mint(profile, issuer, profile.keyIdOf === undefined ? undefined : await get(profile.keyIdOf)));
    minted.set(name, made);
    return made;
  };
  for (const [name, { issuer, withIssuer, writeKey }] of Object.entries(PROFILES)) {
    const { certificate, keys } = await get(name);
    files[`${name}.crt`] = chainPem(certificate, ...(withIssuer ? [(await get(issuer)).certificate] : []));
    if (writeKey !== false) files[`${name}.key`] = await keyPem(keys.privateKey);
  }
  for (const name of RSA_KEYS) {
    const keys = await keyPair('rsa');
    files[`${name}.key`] = await keyPem(keys.privateKey);
    files[`${name}.pub.pem`] = await keyPem(keys.publicKey);
  }
  const record: PkiRecord = { digest: digest(), files: Object.keys(files) };
  return { ...files, [RECORD]: `${JSON.stringify(record)}\n` };
}

function digest(): string {
  return createHash('sha256').update(JSON.stringify({ FORMAT, PROFILES, RSA_KEYS, VALIDITY })).digest('hex');
}

async function isCurrent(folder: string): Promise<boolean> {
  let record: PkiRecord;
  let present: Set<string>;
  try {
    record = JSON.parse(await readFile(join(folder, RECORD), 'utf8'));
    present = new Set(await readdir(folder));
  } catch {
    return false; // none yet, or broken: mint
  }
  return record.digest === digest() && record.files.every(name => present.has(name));
}

/** Puts the finished folder where the old one was; when another process was quicker, its folder stays. */
async function takePlace(fresh: string, folder: string): Promise<void> {
  const old = `${fresh}-old`;
  await rename(folder, old).catch(ignore('ENOENT'));
  try {
    await rename(fresh, folder);
  } catch (error) {
    if (!(await isCurrent(folder))) throw error;
  } finally {
    await rm(old, { recursive: true, force: true });
  }
}

function ignore(code: string): (error: NodeJS.ErrnoException) => void {
  return error => {
    if (error.code !== code) throw error;
  };
}

if (import.meta.main) {
  console.log(`certificates and keys for the lessons: ${await ensurePki()}`);
}
