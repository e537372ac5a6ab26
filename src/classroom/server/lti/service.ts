import type { LtiContext, LtiPlatform, Stores } from '../../data/index.server.ts';
import type { Log } from '../log.ts';
import { Access } from './access.ts';
import { PlatformFault } from './fetch.ts';
import { ToolKey } from './key.ts';
import { membersAt } from './members.ts';
import { startSender, type Sender } from './sender.ts';
import { PlatformKeys } from './token.ts';

export interface Given {
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

  /** Reads a course's members into its class in the background: a platform may take its time. */
  readMembers(platform: LtiPlatform, course: LtiContext, fallback: string): void {
    this.#inBackground(this.membersInto(platform, course, fallback));
  }

  /** Reads a course's members into its class; what goes wrong is noted with the course. */
  async membersInto(platform: LtiPlatform, course: LtiContext, fallback: string): Promise<void> {
    const { stores, log } = this.#given;
    if (course.membershipsUrl === null) return;
    try {
      const people = await membersAt(this.#access, platform, course.membershipsUrl);
      log('info', 'lti members', { count: await stores.lti.putMembers(course, people, fallback) });
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
