import type { Candidate } from '../../runtimes/pool/choose.ts';
import { fetchProbe } from '../../runtimes/pool/page-runtime.client.ts';
import type { SiteRuntimes } from '../../runtimes/pool/preference.ts';
import type { Runtime } from '../../runtimes/runtime.ts';
import { createVmRuntime } from '../../runtimes/vm/vm-runtime.client.ts';
import { webContainerKeeper } from '../../runtimes/webcontainer/keeper.ts';
import { createWebContainerRuntime } from '../../runtimes/webcontainer/webcontainer-runtime.client.ts';
import type { Finding } from './findings.ts';
import { measure } from './measure.client.ts';

/** Checks one runtime from its beginning, with nothing that an earlier visit proved; tells of every step. */
export async function checkRuntime(
  candidate: Candidate,
  { webcontainer, probe }: SiteRuntimes,
  machine: string,
  tell: (finding: Finding) => void,
): Promise<void> {
  const loadProbe = () => fetchProbe(probe);
  if (candidate === 'webcontainer') webContainerKeeper(webcontainer?.origin).forget();
  const runtime: Runtime =
    candidate === 'vm'
      ? createVmRuntime({ base: new URL(machine, location.href).href })
      : createWebContainerRuntime({ ...webcontainer, probe: loadProbe });
  await measure(runtime, loadProbe, tell);
}
