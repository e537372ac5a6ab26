import { isOpenAt } from '../../rules/opening.ts';
import { newId, type NewSubmission, type NewWorkEvent } from '../../data/index.server.ts';
import type { Answer } from '../http/answer.ts';
import { meIn, type Ask, type ClassAsk } from '../http/ask.ts';
import { LONGEST_EVENTS } from '../http/body.ts';
import { Problem } from '../http/problem.ts';
import { checkBody, sentEvents, workEvent } from '../events.ts';
import { mayHandIn } from '../limits.ts';
import { classesOf, classNoted } from './common.ts';

/** The classes that the one who asks is a pupil of, first the one that they came by last: where a lesson's page sends work. */
export async function whereTo(ask: Ask): Promise<Answer> {
  const { user } = meIn(ask);
  const mine = await classesOf(ask, user.id);
  const classes = mine.filter(({ klass, role }) => role === 'pupil' && klass.archivedAt === null);
  const last = classNoted(ask);
  classes.sort((one, other) => Number(other.klass.id === last) - Number(one.klass.id === last));
  const told = classes.map(async ({ klass: { id, name } }) => ({
    ...{ id, name },
    counter: await ask.room.stores.work.highest(id, user.id),
  }));
  return { json: { pupil: user.id, classes: await Promise.all(told) } };
}

/**
 * Takes what a pupil's outbox sends. What is answered as `stored` is on the disk, once, however often it came; `refused` is
 * no event, and never will be one: the outbox drops both. `closed` is work on a chapter that is closed in this class: it is
 * not taken, and the outbox keeps it until the chapter opens. What comes after a deadline is taken, and told to be late.
 */
export async function takeWork(ask: ClassAsk): Promise<Answer> {
  const { klass, me, room } = ask;
  if (klass.archivedAt !== null) throw new Problem(409);
  const sent = sentEvents.safeParse(await ask.json(LONGEST_EVENTS));
  if (!sent.success) throw new Problem(400);
  if (sent.data.pupil !== undefined && sent.data.pupil !== me.user.id) throw new Problem(401);
  const read = sent.data.events.map(event => ({ event, parsed: workEvent.safeParse(event) }));
  const sound = read.flatMap(({ parsed }) =>
    parsed.success && room.isLesson(parsed.data.lesson) ? [parsed.data] : [],
  );
  const ids = new Set(sound.map(({ id }) => id));
  const isOpen = await openFor(ask);
  const taken = sound.filter(isOpen);
  const closed = sound.filter(event => !isOpen(event)).map(({ id }) => id);
  const refused = read.map(({ event }) => idOf(event)).filter(id => !ids.has(id));
  const handedIn: NewSubmission[] = [];
  let count = 0;
  for (const event of taken) {
    if (isPass(event)) {
      if (!(await mayHandIn(room.stores, me.user.id))) break;
      handedIn.push(submissionOf(event, klass.id, me.user.id));
    }
    count++;
  }
  // What is handed in too often waits in the browser with all that follows it: none is taken without being looked at.
  if (count === 0 && taken.length > 0) throw new Problem(429);
  const events = taken.slice(0, count);
  const { stored, added } = await room.stores.work.append(klass.id, me.user.id, events, handedIn);
  for (const { kind } of added) room.metrics.events.inc({ kind });
  return { json: { stored, refused, closed } };
}

/** Whether an event is of a lesson whose chapter is open now; one that is in no chapter of the course always is. */
async function openFor({ klass, room }: ClassAsk): Promise<(event: NewWorkEvent) => boolean> {
  const openings = await room.stores.classes.openings(klass.id);
  return ({ lesson }) => {
    const chapter = room.chapterOf(lesson);
    return chapter === undefined || isOpenAt(openings, chapter, room.now());
  };
}

/** A Check that the pupil's browser says has passed: what the server is to run again. */
function isPass({ kind, body }: Pick<NewWorkEvent, 'kind' | 'body'>): boolean {
  return kind === 'check' && checkBody.safeParse(body).data?.report.passed === true;
}

/** An id of its own: the same work may come to another class of the pupil's. */
function submissionOf({ id: eventId, lesson, body }: NewWorkEvent, classId: string, userId: string): NewSubmission {
  const { files, report } = checkBody.parse(body);
  return { id: newId(), classId, userId, lesson, eventId, files, claimed: report };
}

function idOf(event: unknown): string {
  const id = (event as { id?: unknown } | null)?.id;
  return typeof id === 'string' ? id : '';
}
