import type { LtiDue, Stores } from '../../data/index.server.ts';
import type { Log } from '../log.ts';
import type { Access } from './access.ts';
import { SCOPES } from './claims.ts';
import { PlatformFault } from './fetch.ts';

/** Scores on the way at once, in one process. */
const AT_ONCE = 4;
/** Ms between two looks for what is to be tried again, or was missed. */
const LOOKS = 60_000;
const TYPE = 'application/vnd.ims.lis.v1.score+json';

/** What is sent, and where faults are told. */
interface Given {
  stores: Stores;
  log: Log;
}

export interface Sender {
  /** Sends what is due now, of `about` or of everybody, and resolves when none is left. */
  send(about?: { classId: string; userId?: string | undefined }): Promise<void>;
  /** Ends the watching; resolves when nothing is on its way. */
  stop(): Promise<void>;
}

/**
 * Watches for grades that change, in whichever process, and tells platforms of them. The state is in the data: what is
 * lost here is found again there, and several that watch send each score once.
 */
export function startSender({ stores: { lti }, log }: Given, access: Access): Sender {
  let last: Promise<void> = Promise.resolve();
  const drain = async (): Promise<void> => {
    for (let due = await lti.takeScore(); due; due = await lti.takeScore()) {
      const fault = await faultOf(access, due);
      if (fault === undefined) await lti.sent(due);
      else await lti.failed(due, fault);
      log(fault === undefined ? 'info' : 'error', 'lti score', { fault });
    }
  };
  const work = async (about?: Parameters<Sender['send']>[0]): Promise<void> => {
    try {
      await lti.want(about);
      await Promise.all(Array.from({ length: AT_ONCE }, drain));
    } catch (error) {
      log('error', 'lti scores failed', { fault: (error as Error).name });
    }
  };
  // One after the other: what comes while some are sent is looked for after them.
  const send: Sender['send'] = about => (last = last.then(() => work(about)));
  const ended = lti.onGrade(about => void send(about));
  const looking = setInterval(() => void send(), LOOKS).unref();
  void send();
  return {
    send,
    async stop() {
      ended();
      clearInterval(looking);
      await last;
    },
  };
}

/** Sends one score; why it could not be, in a word. */
async function faultOf(access: Access, due: LtiDue): Promise<string | undefined> {
  const { platform, lineItem, subject, given, madeAt } = due;
  const score = {
    userId: subject,
    scoreGiven: given,
    scoreMaximum: 100,
    timestamp: new Date(madeAt).toISOString(),
    activityProgress: 'Completed',
    gradingProgress: 'FullyGraded',
  };
  const init = { method: 'POST', headers: { 'Content-Type': TYPE }, body: JSON.stringify(score) };
  try {
    const { status } = await access.ask(platform, SCOPES.score, scoresOf(lineItem), init);
    // 409: it has one of this time or a later one, so this one has come before (AGS 2.0, 3.4.7).
    return status === 409 || (status >= 200 && status < 300) ? undefined : `status-${status}`;
  } catch (error) {
    if (error instanceof PlatformFault) return error.fault;
    throw error;
  }
}

/** Where a column takes scores: below its path, whatever its query is (AGS 2.0, 3.4.2). */
function scoresOf(lineItem: string): string {
  const url = new URL(lineItem);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/scores`;
  return url.href;
}
