import { isOpenAt } from '../../rules/opening.ts';
import type { NewSubmission, NewWorkEvent } from '../../data/index.server.ts';
import type { Answer } from '../http/answer.ts';
import { meIn, type Ask, type ClassAsk } from '../http/ask.ts';
import { LONGEST_EVENTS } from '../http/body.ts';
import { Problem } from '../http/problem.ts';
import { checkBody, sentEvents, workEvent } from '../events.ts';
import { mayHandIn } from '../limits.ts';
import { classesOf } from './common.ts';

/** The classes that the one who asks is a pupil of: where a lesson's page sends work. */
export async function whereTo(ask: Ask): Promise<Answer> {
  const { user } = meIn(ask);
  const mine = await classesOf(ask, user.id);
  const classes = mine.filter(({ klass, role }) => role === 'pupil' && klass.archivedAt === null);
  return { json: { pupil: user.id, classes: classes.map(({ klass: { id, name } }) => ({ id, name })) } };
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
  const read = sent.data.events.map(event => ({ event, parsed: workEvent.safeParse(event) }));
  const sound = read.flatMap(({ parsed }) => (parsed.success ? [parsed.data] : []));
  const isOpen = await openFor(ask);
  const events = sound.filter(isOpen);
  const closed = sound.filter(event => !isOpen(event)).map(({ id }) => id);
  const refused = read.flatMap(({ event, parsed }) => (parsed.success ? [] : [idOf(event)]));
  const handedIn: NewSubmission[] = [];
  for (const event of events.filter(isPass))
    if (await mayHandIn(room.stores, me.user.id)) handedIn.push(submissionOf(event, klass.id, me.user.id));
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

function submissionOf({ id, lesson, body }: NewWorkEvent, classId: string, userId: string): NewSubmission {
  const { files, report } = checkBody.parse(body);
  return { id, classId, userId, lesson, eventId: id, files, claimed: report };
}

function idOf(event: unknown): string {
  const id = (event as { id?: unknown } | null)?.id;
  return typeof id === 'string' ? id : '';
}
