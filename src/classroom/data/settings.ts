import type { Json } from './values.ts';

/** What the owner has set, and what the server remembers of itself; by key. */
export interface Settings {
  get(key: string): Promise<Json | undefined>;
  set(key: string, value: Json): Promise<void>;
  /** Its value, or that which `make` makes where it has none: one for all processes, as for a secret key. */
  getOrMake(key: string, make: () => Json): Promise<Json>;
  remove(key: string): Promise<void>;
}
