import type { Actor, Time } from './values.ts';

export interface GradeOverride {
  id: string;
  seq: number;
  classId: string;
  userId: string;
  lesson: string;
  grade: number | null;
  reason: string;
  createdBy: string;
  createdAt: Time;
}

export interface Comment {
  id: string;
  seq: number;
  classId: string;
  userId: string;
  lesson: string;
  eventId: string;
  path: string;
  line: number;
  body: string;
  createdBy: string;
  createdAt: Time;
}

/** What a teacher says of a pupil's work; audited, without the words. */
export interface Grades {
  /** `grade` from 0 to 100; null takes an earlier one back. */
  override(
    by: Actor,
    values: Pick<GradeOverride, 'classId' | 'userId' | 'lesson' | 'grade' | 'reason'>,
  ): Promise<GradeOverride>;
  /** All, oldest first: the last of a pupil and lesson holds. */
  overrides(classId: string, userId?: string): Promise<GradeOverride[]>;
}

export interface Comments {
  add(
    by: Actor,
    values: Pick<Comment, 'classId' | 'userId' | 'lesson' | 'eventId' | 'path' | 'line' | 'body'>,
  ): Promise<Comment>;
  remove(by: Actor, classId: string, id: string): Promise<void>;
  /** Oldest first. */
  of(classId: string, userId: string, lesson?: string): Promise<Comment[]>;
}
