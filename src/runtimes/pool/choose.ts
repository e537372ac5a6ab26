import type { Capability } from '../../course/capabilities.ts';

/** What a reader, or the site for all of them, may prefer. */
export const PREFERENCES = ['auto', 'vm', 'webcontainer'] as const;
export type Preference = (typeof PREFERENCES)[number];

/** A runtime that a page can have. */
export type Candidate = 'vm' | 'webcontainer';

/**
 * Why a runtime is not used:
 * - `off`: the site does without it; `no-image`: the site has no machine image;
 * - `unsupported`: this browser or this page lacks something; `failed`: it was tried, and did not start;
 * - `lacks`: it was proved unable to do what the lesson needs; `not-asked`: the reader wants the other one.
 */
export type Obstacle = 'off' | 'no-image' | 'unsupported' | 'failed' | 'lacks' | 'not-asked';

/** What is known of a runtime in this page, before and after it was tried. */
export interface Known {
  obstacle?: Exclude<Obstacle, 'lacks' | 'not-asked'>;
  /** In a runtime's own words, in English. */
  message?: string;
  booted?: boolean;
  /** What was proved to work; undefined where nobody has asked yet. */
  proved?: ReadonlySet<Capability>;
}

/**
 * `asked`: the reader wants it; `site`: the site prefers it; `image`: the site brings the machine along; `booted`: it
 * is up already; `no-image`: the site has no machine; `other`: what would come first cannot be used, see `against`.
 */
export type Reason = 'asked' | 'site' | 'booted' | 'image' | 'no-image' | 'other';

export interface Refusal {
  runtime: Candidate;
  obstacle: Obstacle;
  missing: readonly Capability[];
  message?: string;
}

export interface Choice {
  /** To be tried in this order; none when no runtime can run the lesson. */
  order: readonly Candidate[];
  /** Why the first of them. */
  why?: Reason;
  /** Why not the others. */
  against: readonly Refusal[];
}

export interface Situation {
  needs: readonly Capability[];
  /** The reader's own preference; `auto` when there is none. */
  reader: Preference;
  /** The site's. */
  site: Preference;
  known: Readonly<Record<Candidate, Known>>;
}

const BOTH: readonly Candidate[] = ['vm', 'webcontainer'];

/** The same, before a browser has told anything of itself. */
export function chooseAtFirst(
  { choice, image, webcontainer }: { choice: Preference; image: boolean; webcontainer?: object },
  needs: readonly Capability[],
): Choice {
  const known: Situation['known'] = {
    vm: image ? {} : { obstacle: 'no-image' },
    webcontainer: webcontainer ? {} : { obstacle: 'off' },
  };
  return choose({ needs, reader: 'auto', site: choice, known });
}

/**
 * Decides what runs a lesson. A preference comes first, the reader's before the site's. Without one: what is up already
 * and able; else the machine where the site has its image; WebContainer only where the machine cannot be.
 */
export function choose({ needs, reader, site, known }: Situation): Choice {
  const preference = reader === 'auto' ? site : reader;
  const refusals = BOTH.flatMap(runtime => refusal(runtime, known[runtime], needs) ?? []);
  const able = BOTH.filter(runtime => !refusals.some(one => one.runtime === runtime));
  const order = ordered(able, preference, known);
  const [first] = order;
  const idle = able
    .filter(runtime => !order.includes(runtime))
    .map((runtime): Refusal => ({ runtime, obstacle: 'not-asked', missing: [] }));
  return {
    order,
    ...(first && { why: reasonFor(first, preference, reader, known) }),
    against: [...refusals, ...idle],
  };
}

function refusal(
  runtime: Candidate,
  { obstacle, message, proved }: Known,
  needs: readonly Capability[],
): Refusal | undefined {
  if (obstacle) return { runtime, obstacle, missing: [], ...(message === undefined ? {} : { message }) };
  const missing = proved ? needs.filter(need => !proved.has(need)) : [];
  return missing.length > 0 ? { runtime, obstacle: 'lacks', missing } : undefined;
}

function ordered(able: readonly Candidate[], preference: Preference, known: Situation['known']): Candidate[] {
  // Nobody who wants the machine is sent to a service elsewhere.
  if (preference === 'vm') return able.filter(runtime => runtime === 'vm');
  const first = preference === 'auto' ? (able.find(runtime => known[runtime].booted) ?? 'vm') : preference;
  const sorted = [...able].sort((one, other) => Number(other === first) - Number(one === first));
  // Without a preference for it the service is not even asked while the machine can be had.
  return preference === 'auto' && sorted[0] === 'vm' ? ['vm'] : sorted;
}

function reasonFor(first: Candidate, preference: Preference, reader: Preference, known: Situation['known']): Reason {
  if (preference === first) return reader === first ? 'asked' : 'site';
  if (preference !== 'auto') return 'other';
  if (first === 'vm') return 'image';
  if (known.vm.obstacle === undefined) return 'booted';
  return known.vm.obstacle === 'no-image' ? 'no-image' : 'other';
}
