import { isAppleMobile, type Surroundings } from '../webcontainer/support.ts';
import { PREFERENCES, type Preference } from './choose.ts';

/** What a site's build says of the runtimes of its pages; plain data, since it crosses to the browser. */
export interface SiteRuntimes {
  /** What the site prefers. */
  choice: Preference;
  /** Whether it was built with a machine image. */
  image: boolean;
  /** Absent where the site does without it. */
  webcontainer?: { origin: string; apiKey?: string };
  /** Address of the probe's workspace, as JSON. */
  probe: string;
}

const KEY = 'handshake/runtime';

/** The reader's own preference; `auto` when there is none, or the browser keeps nothing. */
export function readPreference(): Preference {
  try {
    const kept = localStorage.getItem(KEY);
    return PREFERENCES.find(one => one === kept) ?? 'auto';
  } catch {
    return 'auto';
  }
}

/** Remembers it; in a browser that refuses to store, it holds until the page is left. */
export function keepPreference(preference: Preference): void {
  try {
    if (preference === 'auto') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, preference);
  } catch {
    // The choice holds on this page all the same.
  }
}

/** Whether nothing may be started ahead here: on an iPhone or iPad WebContainer may need more memory than a tab has. */
export function waitsForClick({ choice, image, webcontainer }: SiteRuntimes, here: Surroundings = globalThis): boolean {
  const preference = readPreference();
  const first = preference === 'auto' ? choice : preference;
  return (
    webcontainer !== undefined && isAppleMobile(here) && (first === 'webcontainer' || (!image && first === 'auto'))
  );
}
