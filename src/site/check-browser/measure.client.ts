import { runProbe } from '../../runtimes/probe/probe.ts';
import type { Files, Runtime, RuntimeStatus } from '../../runtimes/runtime.ts';
import type { Finding } from './findings.ts';

/** Calls in WebContainer hang rather than fail, and several do; in the machine they are only slow. */
const WAYS = { vm: {}, webcontainer: { limit: 5_000, together: true }, node: {} } as const;
/** Whatever happens, the page comes to an end with this runtime: after this long without any news of it. */
const SILENT_MS = 120_000;

/**
 * Boots a runtime, calls everything in it and tells how it goes on, call by call; never rejects. The runtime is
 * disposed of at the end.
 */
export async function measure(
  runtime: Runtime,
  loadProbe: () => Promise<Files>,
  tell: (finding: Finding) => void,
  silence = SILENT_MS,
): Promise<void> {
  const { signal, heard, end } = patience(silence);
  const from = performance.now();
  const since = (): number => performance.now() - from;
  let finding: Finding = { state: 'booting', times: {}, proofs: new Map(), calls: new Map() };
  const change = (news: Partial<Finding>): void => {
    finding = { ...finding, ...news, times: { ...finding.times, ...news.times } };
    tell(finding);
  };
  const arrived = (status: RuntimeStatus): void => {
    heard();
    if (status === 'starting' && finding.times.download === undefined) change({ times: { download: since() } });
  };

  change({});
  const stop = runtime.onStatus(arrived);
  try {
    const probe = await loadProbe();
    await runtime.boot({ signal, onProgress: heard });
    change({ state: 'probing', times: { start: since() } });
    const before = since();
    const {
      proofs,
      times: calls,
      node,
    } = await runProbe(runtime, probe, {
      ...WAYS[runtime.name],
      signal,
      onProgress({ proofs: soFar, times: took }) {
        heard();
        change({ proofs: soFar, calls: took });
      },
    });
    if (node === undefined) throw new Error([...proofs.values()][0]?.why ?? 'the probe told nothing');
    change({ state: 'done', node, proofs, calls, times: { probe: since() - before } });
  } catch (error) {
    change({ state: 'failed', message: error instanceof Error ? error.message : String(error) });
  } finally {
    end();
    stop();
    await runtime.dispose();
  }
}

/** A signal that fires when `heard` has not been called for so many ms. */
function patience(ms: number): { signal: AbortSignal; heard: () => void; end: () => void } {
  const controller = new AbortController();
  const lose = (): void => controller.abort(new Error(`no sign of life within ${ms / 1000} s`));
  let timer = setTimeout(lose, ms);
  const end = (): void => clearTimeout(timer);
  return {
    signal: controller.signal,
    heard() {
      end();
      timer = setTimeout(lose, ms);
    },
    end,
  };
}
