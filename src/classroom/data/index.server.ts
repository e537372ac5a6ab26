export type { Announcement } from './announcements.ts';
export type { AuditEntry, AuditRow, AuditVerdict } from './audit.ts';
export { backUp, move, restore } from './backup.ts';
export type { Change } from './changes.ts';
export type { Class } from './class.ts';
export type { Comment } from './comments.ts';
export { isPostgres, type OpenOptions } from './database.ts';
export { DataError, type DataFault } from './errors.ts';
export type { PupilExport } from './export.ts';
export type { GradeOverride } from './grades.ts';
export type { JoinCode } from './join-codes.ts';
export type { LtiContext, LtiDue, LtiLink, LtiPerson, LtiPlatform, NewLtiPlatform } from './lti/rows.ts';
export type { LtiState } from './lti/scores.ts';
export { openStores } from './open.ts';
export type { Passkey } from './passkeys.ts';
export type { NewUser, User } from './people.ts';
export type { Member, NewPupil } from './roster.ts';
export type { ClassRole, EventKind, SiteRole, SubmissionStatus } from './schema.ts';
export type { Session } from './sessions.ts';
export type { Stores, StoreSet } from './stores.ts';
export { LONGEST_LEASE_MS } from './submission.ts';
export type {
  Graded,
  NewestSubmission,
  NewSubmission,
  Submission,
  SubmissionLine,
  TakenSubmission,
} from './submission.ts';
export type { ChapterOpening, Deadline, Extension } from './times.ts';
export { newId } from './values.ts';
export type { Actor, Files, Json, Time } from './values.ts';
export type { Appended, NewWorkEvent, WorkEvent } from './work.ts';
