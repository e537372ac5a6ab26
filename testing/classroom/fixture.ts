import { randomBytes } from 'node:crypto';

import {
  openStores,
  type Class,
  type Member,
  type NewWorkEvent,
  type Stores,
  type User,
} from '#src/classroom/data/index.server.ts';

/** A clock that only tests move. */
export class Clock {
  at: number = Date.UTC(2026, 8, 1, 9);
  readonly now = (): number => this.at;
}

export interface OpenClass {
  url: string;
  clock: Clock;
  stores: Stores;
  teacher: User;
  class: Class;
  pupils: [Member, Member];
}

/** Stores over the database at `url`, with one class in it: a teacher, who owns the site, and two pupils. */
export async function openClass(url: string): Promise<OpenClass> {
  const clock = new Clock();
  const stores = await openStores({ url, now: clock.now });
  const teacher = (await stores.people.createFirstOwner({ name: 'Frau Lehrer', email: 'Lehrer@school.example' }))!;
  const made = await stores.classes.create(teacher.id, { name: 'Class 9b' });
  const pupil = (name: string) => stores.roster.addPupil(undefined, made.id, { name, phraseHash: `hash of ${name}` });
  return { url, clock, stores, teacher, class: made, pupils: [await pupil('김서연'), await pupil('Ada')] };
}

/** An event of a device's own count, a run unless told; its id, unless told, says both. */
export function event(device: string, counter: number, more: Partial<NewWorkEvent> = {}): NewWorkEvent {
  const rest = {
    lesson: 'echo',
    kind: 'run',
    madeAt: 1,
    body: { files: { 'a.mjs': `${device} ${counter}` } },
  } as const;
  return { id: `${device}-${counter}`, device, counter, ...rest, ...more };
}

/** Has each write acknowledged before the next, from 1 up, until one fails: how many were, and the error. */
export async function writeUntilItFails(
  write: (counter: number) => Promise<unknown>,
): Promise<{ acknowledged: number; failed: unknown }> {
  for (let acknowledged = 0; ; acknowledged++) {
    try {
      await write(acknowledged + 1);
    } catch (failed) {
      return { acknowledged, failed };
    }
  }
}

/** 8 kB of a text that no packing makes shorter. */
export const incompressible = (): string => randomBytes(6144).toString('base64');
