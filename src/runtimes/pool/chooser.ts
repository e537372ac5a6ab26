import type { Capability } from '../../course/capabilities.ts';
import { RuntimeError, type BootProgress, type Runtime, type RuntimeErrorCode } from '../runtime.ts';
import { choose, type Candidate, type Choice, type Known, type Preference } from './choose.ts';
import { bootWithHeadStart, type HeadStart } from './head-start.ts';

export interface ChooserOptions {
  needs: readonly Capability[];
  site: Preference;
  reader?: Preference;
  /** Makes a runtime, not booted; or says why there is none. */
  candidates: Readonly<Record<Candidate, (() => Promise<Runtime>) | 'off' | 'no-image'>>;
  /** What earlier visits proved. */
  proved?: Partial<Record<Candidate, ReadonlySet<Capability>>>;
  /** What is up already: the lesson before has left it. */
  booted?: Candidate | undefined;
  headStart?: HeadStart;
}

/** What a page shows of the choice. */
export interface ChoiceView extends Choice {
  /** The one that is up, or being booted. */
  running?: Candidate;
  reader: Preference;
}

export interface Chosen {
  candidate: Candidate;
  runtime: Runtime;
}

export interface Chooser {
  readonly view: ChoiceView;
  onView(listener: (view: ChoiceView) => void): () => void;
  /** Boots what the rule says, and what comes after it where that fails; `onBegin` is given each one that is tried. */
  bring(options: {
    signal: AbortSignal;
    onBegin: (runtime: Runtime) => void;
    onProgress: (progress: BootProgress) => void;
  }): Promise<Chosen>;
  /** The one that was up has failed: it is not the first choice any more. */
  failed(candidate: Candidate, error: unknown): void;
  /** The one that was up is gone. */
  released(): void;
  prefer(reader: Preference): void;
}

/**
 * The service has a second and a half to show any life before the machine is started beside it, so that the machine is
 * up within eight of the first need even where the service is mute and the computer slow.
 */
export const HEAD_START: HeadStart = { unheard: 1_500, unready: 12_000 };

/** Applies the rule of choose.ts to a page: keeps what was found out, tries, and tells. */
export function createChooser({
  needs,
  site,
  reader = 'auto',
  candidates,
  proved,
  booted,
  headStart = HEAD_START,
}: ChooserOptions): Chooser {
  const listeners = new Set<(view: ChoiceView) => void>();
  let found: Record<Candidate, Known> = { vm: {}, webcontainer: {} };
  let up = booted;
  let running: Candidate | undefined;
  let view: ChoiceView = { ...decide(), reader };

  function decide(): Choice {
    const known = (candidate: Candidate): Known => {
      const given = candidates[candidate];
      return {
        proved: proved?.[candidate],
        ...found[candidate],
        booted: up === candidate,
        ...(typeof given === 'string' && { obstacle: given }),
      };
    };
    return choose({ needs, site, reader, known: { vm: known('vm'), webcontainer: known('webcontainer') } });
  }

  function show(): ChoiceView {
    view = { ...decide(), reader, ...(running && { running }) };
    for (const listener of [...listeners]) listener(view);
    return view;
  }

  function accept({ capabilities }: Runtime): void {
    if (needs.some(need => !capabilities.has(need))) throw new Lacking(capabilities);
  }

  /** Returns whether it changes what the rule knows. */
  function note(candidate: Candidate, error: unknown): boolean {
    if (error instanceof Lacking) {
      found[candidate] = { proved: error.proved };
      return true;
    }
    const obstacle = obstacleOf(candidate, error);
    if (obstacle) found[candidate] = { ...found[candidate], obstacle, message: messageOf(error) };
    return obstacle !== undefined;
  }

  const bring: Chooser['bring'] = async ({ signal, onBegin, onProgress }) => {
    // Somebody asks again although nothing was left to try: what was found may have changed.
    if (decide().order.length === 0) found = { vm: {}, webcontainer: {} };
    for (;;) {
      const { order, against } = show();
      if (order.length === 0) throw nothingRuns(against);
      const runtimes = await Promise.all(order.map(candidate => make(candidate)));
      const nameOf = (runtime: Runtime): Candidate => order[runtimes.indexOf(runtime)]!;
      const { winner, errors } = await bootWithHeadStart({
        first: runtimes[0]!,
        second: runtimes[1],
        headStart,
        accept,
        signal,
        onProgress,
        onBegin(runtime) {
          running = nameOf(runtime);
          show();
          onBegin(runtime);
        },
      });
      const news = runtimes.filter(runtime => errors.has(runtime) && note(nameOf(runtime), errors.get(runtime)));
      if (winner) {
        if (winner === runtimes[1] && !errors.has(runtimes[0]!))
          note(order[0]!, new Error(`It was not ready within ${headStart.unready / 1000} s, and the machine was.`));
        up = running = nameOf(winner);
        found[up] = { proved: new Set(winner.capabilities) };
        show();
        return { candidate: up, runtime: winner };
      }
      const last = runtimes.at(-1)!;
      if (!news.includes(last)) throw errors.get(last);
    }
  };

  async function make(candidate: Candidate): Promise<Runtime> {
    const given = candidates[candidate];
    if (typeof given === 'string') throw new Error(`there is no ${candidate} here: ${given}`);
    return await given();
  }

  return {
    get view() {
      return view;
    },
    onView(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    bring,
    failed: (candidate, error) => void note(candidate, error),
    released() {
      up = running = undefined;
      show();
    },
    prefer(next) {
      reader = next;
      // A preference is a reason to try again what has failed here.
      if (next !== 'auto') found[next] = { ...found[next], obstacle: undefined, message: undefined };
      show();
    },
  };
}

class Lacking extends Error {
  readonly proved: ReadonlySet<Capability>;
  constructor(proved: ReadonlySet<Capability>) {
    super('It lacks what the lesson needs.');
    this.proved = new Set(proved);
  }
}

/** What will not change by trying again at once. A machine that did not come is tried again by whoever asks again. */
function obstacleOf(candidate: Candidate, error: unknown): Known['obstacle'] {
  const code = error instanceof RuntimeError ? error.code : undefined;
  if (code === 'not-supported') return 'unsupported';
  if (candidate === 'webcontainer') return 'failed';
  return code === 'image-missing' ? 'no-image' : undefined;
}

function nothingRuns(against: Choice['against']): RuntimeError {
  const vm = against.find(({ runtime }) => runtime === 'vm');
  const code: RuntimeErrorCode = vm?.obstacle === 'unsupported' ? 'not-supported' : 'image-missing';
  const why = against.map(
    ({ runtime, obstacle, missing, message }) =>
      `${runtime}: ${[obstacle, missing.join(', '), message?.replace(/\.$/, '')].filter(Boolean).join(', ')}`,
  );
  return new RuntimeError(
    code,
    `Nothing here can run this lesson (${why.join('; ')}).`,
    'Build the site with `npm start`, which makes the machine image.',
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
