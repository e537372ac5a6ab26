import type { LtiContext, LtiPlatform, Stores } from '../../data/index.server.ts';
import type { Log } from '../log.ts';
import { Access } from './access.ts';
import { PlatformFault } from './fetch.ts';
import { ToolKey } from './key.ts';
import { membersAt } from './members.ts';
import { startSender, type Sender } from './sender.ts';
import { PlatformKeys } from './token.ts';

/** Members that come into a class in one transaction: nobody who writes waits long for a large course. */
const AT_ONCE = 100;
/** Ms for which a course's members are taken to be as they were read. */
const FRESH = 10 * 60_000;

interface Given {
  stores: Stores;
  now: () => number;
  log: Log;
}

/** What stands between this server and learning platforms. */
export class LtiService {
  readonly key: ToolKey;
  readonly keys = new PlatformKeys();
  readonly #given: Given;
  readonly #access: Access;
  readonly #underWay = new Set<Promise<void>>();
  /** Courses whose members are being read. */
  readonly #reading = new Set<string>();
  #sender: Sender | undefined;

  constructor(given: Given) {
    this.#given = given;
    this.key = new ToolKey(given.stores);
    this.#access = new Access(this.key, given.now);
  }

  /** Begins to tell platforms of grades. */
  start(): void {
    this.#sender ??= startSender(this.#given, this.#access);
  }

  /** Ends that, and resolves when nothing is under way. */
  async stop(): Promise<void> {
    await Promise.all([this.#sender?.stop(), this.idle()]);
    this.#sender = undefined;
  }

  /** Resolves when nothing of what was begun until now is under way. */
  async idle(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  /** Has platforms told of a class's grades; not waited for. */
  tell(classId: string): void {
    if (this.#sender) this.#inBackground(this.#sender.send({ classId }));
  }

  /** Reads a course's members into its class, in the background; `anew` although it was just done. */
  readMembers(platform: LtiPlatform, course: LtiContext, fallback: string, anew = false): void {
    const { readAt, fault } = course;
    const since = readAt === null ? Infinity : Math.abs(this.#given.now() - readAt);
    const key = JSON.stringify([course.platformId, course.deployment, course.context]);
    if (this.#reading.has(key) || !(anew || fault !== null || since > FRESH)) return;
    this.#reading.add(key);
    const reading = this.#membersInto(platform, course, fallback);
    this.#inBackground(reading.finally(() => this.#reading.delete(key)));
  }

  /** What goes wrong is noted with the course. */
  async #membersInto(platform: LtiPlatform, course: LtiContext, fallback: string): Promise<void> {
    const { stores, log } = this.#given;
    if (course.membershipsUrl === null) return;
    try {
      const people = await membersAt(this.#access, platform, course.membershipsUrl);
      for (let from = 0; from < people.length; from += AT_ONCE)
        await stores.lti.putMembers(course, people.slice(from, from + AT_ONCE), fallback);
      log('info', 'lti members', { count: people.length });
    } catch (error) {
      const fault = error instanceof PlatformFault ? error.fault : (error as Error).name;
      log('error', 'lti members', { fault });
      if (error instanceof PlatformFault) await stores.lti.membersFailed(course, fault);
    }
  }

  #inBackground(work: Promise<void>): void {
    const kept = work.finally(() => void this.#underWay.delete(kept));
    kept.catch(() => {});
    this.#underWay.add(kept);
  }
}
