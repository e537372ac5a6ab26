import { runProbe, type ProbeReport } from '../probe/probe.ts';
import type { Files, RunRequest } from '../runtime.ts';
import { startProgram, type FreshInstance, type ReportWay } from './program.ts';

/** Calls hang there rather than fail, and several do: they are made all at once, with a short limit for each. */
const PROBE_LIMIT_MS = 5_000;
/** For all of them together: a Node that does not even end counts as one that told nothing. */
const PROBE_WHOLE_MS = 20_000;

/** Runs the probe in an instance; a program that tells nothing has proved nothing. */
export async function askInstance(
  instance: FreshInstance['instance'],
  workspace: Files,
  report: ReportWay,
  onSilence: (message: string) => void,
): Promise<ProbeReport> {
  let files: Files = {};
  const bare = {
    mount: async (next: Files) => {
      files = next;
    },
    run: (request: RunRequest) =>
      startProgram({
        request,
        files,
        instance: async () => ({ instance, report }),
        onSilence,
      }),
  };
  const signal = AbortSignal.timeout(PROBE_WHOLE_MS);
  return await runProbe(bare, workspace, { limit: PROBE_LIMIT_MS, together: true, signal });
}
