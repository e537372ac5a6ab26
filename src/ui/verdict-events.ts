/** By a check's id: `idle`, `running`, `pass`, or what kept it from passing. */
export type CheckStatuses = Readonly<Record<string, string>>;

declare global {
  interface DocumentEventMap {
    /** A bench tells how its checks stand. */
    'handshake:verdicts': CustomEvent<{ statuses: CheckStatuses }>;
    /** Somebody who came later asks how they stand. */
    'handshake:verdicts-asked': Event;
  }
}

/** Calls `listener` with how the checks stand whenever that changes, and at once if there is a bench to tell it. */
export function onVerdicts(
  listener: (statuses: CheckStatuses) => void,
  signal: AbortSignal,
  page: Document = document,
): void {
  page.addEventListener('handshake:verdicts', ({ detail }) => listener(detail.statuses), { signal });
  page.dispatchEvent(new Event('handshake:verdicts-asked'));
}

/** Lets a bench answer whoever asks; returns what tells everybody that something has changed. */
export function verdictTeller(now: () => CheckStatuses, signal: AbortSignal, page: Document = document): () => void {
  const tell = (): void => {
    page.dispatchEvent(new CustomEvent('handshake:verdicts', { detail: { statuses: now() } }));
  };
  page.addEventListener('handshake:verdicts-asked', tell, { signal });
  return tell;
}
