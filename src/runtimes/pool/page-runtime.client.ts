import type { Capability } from '../../course/capabilities.ts';
import { RuntimeError, type Files, type Runtime } from '../runtime.ts';
import { webContainerKeeper } from '../webcontainer/keeper.ts';
import { createLessonRuntime, type LessonRuntime } from './lesson-runtime.ts';
import type { RuntimePool } from './pool.ts';
import { readPreference, type SiteRuntimes } from './preference.ts';

/**
 * The runtime of a page: what the site has, this browser has proved, and the reader prefers. The programs of the
 * machine and of WebContainer are fetched only when they come to be tried. `machine` is the image's folder.
 */
export function createPageRuntime(
  { choice, image, webcontainer, probe }: SiteRuntimes,
  machine: string,
  needs: readonly Capability[],
  pool: RuntimePool,
): LessonRuntime {
  const kept = webcontainer && webContainerKeeper(webcontainer.origin).get();
  const proved = kept && new Set([...kept.proofs].filter(([, { ok }]) => ok).map(([name]) => name));
  return createLessonRuntime(
    {
      needs,
      site: choice,
      reader: readPreference(),
      candidates: {
        vm: image ? () => loadVm(machine) : 'no-image',
        webcontainer: webcontainer ? () => loadWebContainer(webcontainer, probe) : 'off',
      },
      ...(proved && { proved: { webcontainer: proved } }),
    },
    pool,
  );
}

async function loadVm(machine: string): Promise<Runtime> {
  const { createVmRuntime } = await code(() => import('../vm/vm-runtime.client.ts'));
  return createVmRuntime({ base: new URL(machine, location.href).href });
}

async function loadWebContainer(service: NonNullable<SiteRuntimes['webcontainer']>, probe: string): Promise<Runtime> {
  const { createWebContainerRuntime } = await code(() => import('../webcontainer/webcontainer-runtime.client.ts'));
  return createWebContainerRuntime({ ...service, probe: () => fetchProbe(probe) });
}

/** The probe's workspace; rejects with a `RuntimeError`. */
export async function fetchProbe(url: string): Promise<Files> {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`the site answered ${response.status}`);
    return (await response.json()) as Files;
  } catch (error) {
    throw new RuntimeError('download-failed', `The probe could not be fetched: ${(error as Error).message}.`);
  }
}

async function code<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    throw new RuntimeError(
      'download-failed',
      `A part of the page could not be fetched: ${(error as Error).message}`,
      'Check the connection to the site and try again.',
    );
  }
}
