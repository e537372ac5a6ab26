import type { Db, Tx } from '../context.ts';
import { identityIssuer } from './rows.ts';

/** Whose scores: everybody's, or those of one class or of one pupil in it. */
export interface About {
  classId: string;
  userId?: string | undefined;
}

export interface Wanted {
  linkId: string;
  userId: string;
  classId: string;
  /** 0 to 100. */
  given: number;
}

/**
 * What platforms are to know, of each link that has a column in their gradebook: what a teacher has given by their own
 * judgement, or else all points where the lesson was handed in and verified. Of everybody else they know nothing.
 */
export async function wanted(tx: Tx, about?: About): Promise<Wanted[]> {
  const found: Wanted[] = [];
  for (const { id: linkId, classId, lesson, issuer } of await columns(tx.db, about).execute()) {
    // Whoever has read an older grade writes it before, not after.
    await tx.lock(`scores of ${classId}`);
    const grades = await gradesOf(tx.db, { classId, lesson: lesson!, issuer, userId: about?.userId });
    for (const [userId, given] of grades) found.push({ linkId, classId, userId, given });
  }
  return found;
}

/** Whether any platform is to know anything. */
export async function anyColumn(db: Db, about?: About): Promise<boolean> {
  return (await columns(db, about).limit(1).executeTakeFirst()) !== undefined;
}

/** The links that have a column in a platform's gradebook, always in one order. */
function columns(db: Db, about?: About) {
  const links = db
    .selectFrom('ltiLink')
    .innerJoin('ltiPlatform', 'ltiPlatform.id', 'ltiLink.platformId')
    .select(['ltiLink.id', 'classId', 'lesson', 'issuer'])
    .where('lineItem', 'is not', null)
    .where('lesson', 'is not', null)
    .orderBy('classId')
    .orderBy('ltiLink.id');
  return about ? links.where('classId', '=', about.classId) : links;
}

/** The grades of those pupils of a class whom the platform knows. */
async function gradesOf(
  db: Db,
  { classId, lesson, issuer, userId }: About & { lesson: string; issuer: string },
): Promise<Map<string, number>> {
  const pupils = db
    .selectFrom('membership')
    .innerJoin('identity', 'identity.userId', 'membership.userId')
    .select('membership.userId')
    .where('membership.classId', '=', classId)
    .where('membership.role', '=', 'pupil')
    .where('issuer', '=', identityIssuer(issuer));
  const theirs = userId === undefined ? pupils : pupils.where('membership.userId', '=', userId);
  const verified = db.selectFrom('submission').select('userId').distinct().where('classId', '=', classId);
  const passed = verified.where('lesson', '=', lesson).where('status', '=', 'verified').where('userId', 'in', theirs);
  const given = db.selectFrom('gradeOverride').select(['userId', 'grade']).where('classId', '=', classId);
  const said = given.where('lesson', '=', lesson).where('userId', 'in', theirs).orderBy('seq');
  const newest = new Map((await said.execute()).map(({ userId: of, grade }) => [of, grade]));
  const grades = new Map((await passed.execute()).map(({ userId: of }) => [of, 100]));
  for (const [of, grade] of newest) if (grade !== null) grades.set(of, grade);
  return grades;
}
