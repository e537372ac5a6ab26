import { auditStore } from './audit.ts';
import { classesStore } from './classes.ts';
import { commentsStore } from './comments.ts';
import { contextOf, contextWithin, type Context } from './context.ts';
import { openDatabase, type OpenedDatabase, type OpenOptions } from './database.ts';
import { gradesStore } from './grades.ts';
import type { Live } from './live.ts';
import { ltiStore } from './lti/store.ts';
import { passkeysStore } from './passkeys.ts';
import { peopleStore } from './people.ts';
import { retentionStore } from './retention.ts';
import { rosterStore } from './roster.ts';
import { sessionsStore } from './sessions.ts';
import { settingsStore } from './settings.ts';
import type { Stores, StoreSet } from './stores.ts';
import { submissionsStore } from './submissions.ts';
import { throttleStore } from './throttle.ts';
import { ticketsStore } from './tickets.ts';
import { workStore } from './work.ts';

/** Opens the data of the classes, made or brought to the newest version where needed. Rejects with a `DataError`. */
export async function openStores(options: OpenOptions): Promise<Stores> {
  return storesOf(await openDatabase(options));
}

export function storesOf(opened: OpenedDatabase): Stores {
  const { kind, live, scrub, ping, close } = opened;
  const context = contextOf(opened);
  return {
    ...storesOver(context, live),
    retention: retentionStore(context, scrub),
    kind,
    transaction: work => context.write(tx => work(storesOver(contextWithin(tx), live))),
    onChange: (classId, listener) => live.on(classId, listener),
    ping,
    close,
  };
}

function storesOver(context: Context, live: Live): StoreSet {
  return {
    people: peopleStore(context),
    sessions: sessionsStore(context),
    passkeys: passkeysStore(context),
    tickets: ticketsStore(context),
    throttle: throttleStore(context),
    classes: classesStore(context),
    roster: rosterStore(context),
    work: workStore(context),
    submissions: submissionsStore(context, live),
    grades: gradesStore(context),
    comments: commentsStore(context),
    lti: ltiStore(context, live),
    audit: auditStore(context),
    settings: settingsStore(context),
  };
}
