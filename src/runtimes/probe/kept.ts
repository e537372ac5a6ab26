import { CAPABILITIES, type Capability } from '../../course/capabilities.ts';
import type { Proof, ProbeReport } from './probe.ts';

/** What a probe told, and what it found out about the runtime besides, kept in this browser. */
export interface KeptProbe {
  proofs: ReadonlyMap<Capability, Proof>;
  node?: string;
  /** Remarks of the runtime's own, by name. */
  notes: Readonly<Record<string, string>>;
  /** When it ran, in ms since 1970. */
  at: number;
}

const HOUR = 60 * 60 * 1000;
/** A service changes behind an unchanged client: what was proved is asked again after a week. */
export const KEPT_FOR_MS = 7 * 24 * HOUR;
/** What did not answer in time may have been on a busy computer: it gets another chance sooner. */
export const DOUBTED_FOR_MS = HOUR;
const PREFIX = 'handshake/probe/';

export interface ProbeKeeper {
  /** What was kept for this very version, unless it is too old. */
  get(): KeptProbe | undefined;
  keep(report: Pick<ProbeReport, 'proofs' | 'node'>, notes?: Readonly<Record<string, string>>): void;
  forget(): void;
}

/**
 * Keeps one probe for each runtime, under the version it was made with; another version forgets it. Where storage is
 * refused or damaged nothing is kept, and the probe runs again.
 */
export function probeKeeper(
  runtime: string,
  version: string,
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined = browserStorage(),
  now: () => number = Date.now,
): ProbeKeeper {
  const key = PREFIX + runtime;
  // Capabilities that the probe did not know then have not been asked.
  const asked = `${version} ${CAPABILITIES.join(' ')}`;
  return {
    get() {
      const kept = parse(quietly(() => storage?.getItem(key) ?? null));
      if (!kept || kept.asked !== asked || kept.at > now()) return undefined;
      const isDoubtful = Object.values(kept.proofs).some(({ late }) => late);
      if (now() - kept.at > (isDoubtful ? DOUBTED_FOR_MS : KEPT_FOR_MS)) return undefined;
      return { ...kept, proofs: new Map(CAPABILITIES.map(name => [name, kept.proofs[name] ?? { ok: false }])) };
    },
    keep({ proofs, node }, notes = {}) {
      const record = { asked, at: now(), node, notes, proofs: Object.fromEntries(proofs) };
      quietly(() => storage?.setItem(key, JSON.stringify(record)));
    },
    forget: () => void quietly(() => storage?.removeItem(key)),
  };
}

interface Stored extends Omit<KeptProbe, 'proofs'> {
  asked: string;
  proofs: Partial<Record<Capability, Proof>>;
}

function parse(text: string | null | undefined): Stored | undefined {
  const stored = quietly(() => JSON.parse(text ?? 'null') as Partial<Stored> | null);
  const isWhole =
    typeof stored?.asked === 'string' &&
    typeof stored.at === 'number' &&
    typeof stored.proofs === 'object' &&
    typeof stored.notes === 'object';
  return isWhole ? (stored as Stored) : undefined;
}

function browserStorage(): Storage | undefined {
  return quietly(() => globalThis.localStorage);
}

function quietly<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
