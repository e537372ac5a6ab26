import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';

import { isPostgres, openStores } from '../../src/classroom/data/index.server.ts';
import { nearTo } from '../../src/classroom/grading/similarity.ts';
import { SET_UP } from '../../src/classroom/server/acts/entrance.ts';
import { createClassroom, type Classroom, type LinkedLesson } from '../../src/classroom/server/classroom.ts';
import { databaseUrl } from '../../src/classroom/server/data-folder.ts';
import { classHandler } from '../../src/classroom/server/handler.ts';
import { createLog } from '../../src/classroom/server/log.ts';
import { renderWith, type AstroHandler } from '../../src/classroom/server/render.ts';
import { newToken } from '../../src/classroom/server/tokens.ts';
import { University } from '../../src/classroom/server/university/provider.ts';
import { universityFrom } from '../../src/classroom/server/university/settings.ts';
import { loadLesson, type Lesson } from '../../src/course/disk/load.server.ts';
import { proseByExercise } from '../../src/course/disk/load-prose.server.ts';
import { idOf } from '../../src/course/disk/prose.ts';
import { lessonPath } from '../../src/course/lesson-id.ts';
import { lessonOfTwin } from '../../src/course/twin.ts';
import { environment } from '../../src/environment/index.server.ts';
import { LANGS, type Lang } from '../../src/i18n/strings.ts';
import { inProject } from '../../src/project.server.ts';
import type { Beside } from '../../src/site/serve/beside.ts';

const HOUR = 3_600_000;
/** Ms that a set-up link holds. */
const SET_UP_FOR = 24 * HOUR;
/** Ms between two looks for data whose date has passed. */
const SWEPT_EVERY = HOUR;

/** Lessons and twins of a course, with room: a class may name others, which are not there. */
const MOST_LESSONS = 200;

export interface ServedClass {
  beside: Beside;
  /** The path of the page on which the first owner makes an account; undefined where there is one. */
  setUpPath: string | undefined;
  /** Tells it at which address other computers reach it, if any do. */
  reachedAt(outside: string | undefined): void;
  /** Ends what goes on by itself, so that the server can end. */
  quiet(): void;
  /** Once nobody asks any more. */
  close(): Promise<void>;
}

/** Opens the classes of this computer, or of the database that is set; undefined where the owner wants none. */
export async function openClass(): Promise<ServedClass | undefined> {
  const settings = environment(['HANDSHAKE_CLASS', 'HANDSHAKE_PROXIES', 'HANDSHAKE_LOG']);
  if (settings.HANDSHAKE_CLASS === 'off') return undefined;
  const university = await universityFrom();
  const stores = await openStores({ url: await databaseAt() });
  const log = createLog(settings.HANDSHAKE_LOG);
  const chapters = await chapterByExercise();
  const chapterOf = (exercise: string): string | undefined => chapters.get(lessonOfTwin(exercise) ?? exercise);
  const room = createClassroom(stores, {
    log,
    proxies: settings.HANDSHAKE_PROXIES,
    chapterOf,
    isLesson: exercise => chapters.has(lessonOfTwin(exercise) ?? exercise),
    lessonsIn: await linkedLessons(),
    nearTo: nearAnswers(),
    university: university && new University(university),
  });
  room.lti.start();
  const entry = pathToFileURL(inProject('.cache', 'server', 'entry.mjs')).href;
  const { handler } = (await import(entry)) as { handler: AstroHandler };
  const sweeping = sweepOften(room);
  return {
    beside: classHandler(room, renderWith(handler)),
    setUpPath: await setUpPath(room),
    reachedAt: outside => {
      room.outside = outside;
    },
    quiet: () => {
      clearInterval(sweeping);
      for (const stream of room.streams) stream.end();
    },
    close: async () => {
      await room.lti.stop();
      await stores.close();
    },
  };
}

async function chapterByExercise(): Promise<ReadonlyMap<string, string | undefined>> {
  const prose = await proseByExercise('en');
  return new Map([...prose].map(([exercise, { file }]) => [exercise, idOf(file)?.chapter]));
}

/** The lessons in teaching order, by language: what a learning platform can link to. */
async function linkedLessons(): Promise<Classroom['lessonsIn']> {
  const read = async (lang: Lang) => [lang, linksOf(lang, await proseByExercise(lang))] as const;
  const all = new Map(await Promise.all(LANGS.map(read)));
  return lang => all.get(lang) ?? [];
}

function linksOf(lang: Lang, prose: Awaited<ReturnType<typeof proseByExercise>>): LinkedLesson[] {
  const pages = [...prose].map(([exercise, page]) => ({ exercise, title: page.prose.title, id: idOf(page.file)! }));
  const order = ({ id }: (typeof pages)[number]): number => id.chapterNumber * 100 + id.number;
  pages.sort((one, other) => order(one) - order(other));
  return pages.map(({ exercise, title, id }) => ({ exercise, title, path: lessonPath(lang, id) }));
}

/** Compares answers with what the course's own have in common; lessons are read once. */
function nearAnswers(): Classroom['nearTo'] {
  const lessons = new Map<string, Promise<Lesson | undefined>>();
  return async (exercise, answer, others) => {
    const reading = lessons.get(exercise) ?? loadLesson(exercise).catch(() => undefined); // a pupil may name any
    if (lessons.size < MOST_LESSONS) lessons.set(exercise, reading);
    const lesson = await reading;
    return lesson ? nearTo(lesson, answer, others) : [];
  };
}

/** The database's address, in a folder that is there. */
async function databaseAt(): Promise<string> {
  const url = databaseUrl();
  if (isPostgres(url)) return url;
  const folder = dirname(url);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(
      `The classes cannot be kept in ${folder} (${code}). Name a folder that you may write: HANDSHAKE_DATA=... npm start, ` +
        'or do without classes: HANDSHAKE_CLASS=off npm start',
      { cause: error },
    );
  }
  return url;
}

async function setUpPath({ stores, now }: Classroom): Promise<string | undefined> {
  if (await stores.people.hasOwner()) return undefined;
  const token = newToken();
  await stores.tickets.put(SET_UP, token, {}, now() + SET_UP_FOR);
  return `/en/class/set-up/?token=${token}`;
}

function sweepOften({ stores, log }: Classroom): NodeJS.Timeout {
  const sweep = (): void => {
    stores.retention.sweep().then(
      ({ pupils }) => void (pupils > 0 && log('info', 'deleted by date', { pupils })),
      (error: Error) => log('error', 'sweep failed', { fault: error.name }),
    );
  };
  sweep();
  return setInterval(sweep, SWEPT_EVERY).unref();
}
