/** The tables of LTI 1.3, as the others are in `schema.ts`. */
export interface LtiTables {
  ltiPlatform: LtiPlatformTable;
  ltiContext: LtiContextTable;
  ltiLink: LtiLinkTable;
  ltiScore: LtiScoreTable;
}

/** A learning platform that the owner has registered. */
export interface LtiPlatformTable {
  id: string;
  name: string;
  issuer: string;
  clientId: string;
  authUrl: string;
  tokenUrl: string;
  jwksUrl: string;
  /** JSON: the deployments that may launch. */
  deployments: string;
  /** JSON: origins besides those of the addresses above at which its services may be called. */
  services: string;
  createdAt: number;
}

/** A course of a platform and the class that it is here. */
export interface LtiContextTable {
  platformId: string;
  deployment: string;
  context: string;
  classId: string;
  /** Where its members can be read, as the last launch said. */
  membershipsUrl: string | null;
  /** When they were last read. */
  readAt: number | null;
  /** Why they could not be read the last time, in a word of ours. */
  fault: string | null;
}

/** A link in a platform's course, and what it leads to. */
export interface LtiLinkTable {
  id: string;
  platformId: string;
  deployment: string;
  /** The platform's id of it. */
  link: string;
  classId: string;
  /** Null: to the class itself. */
  lesson: string | null;
  /** The column of the platform's gradebook. */
  lineItem: string | null;
}

/** What a platform is to know of a pupil at a link: one row, so that what is newer replaces what has not been sent. */
export interface LtiScoreTable {
  linkId: string;
  userId: string;
  classId: string;
  /** 0 to 100. */
  given: number;
  /** Sent with it; grows with every change, whatever the clock does. */
  madeAt: number;
  /** 1 until the platform has it. */
  due: number;
  nextAt: number;
  attempts: number;
  /** Why it could not be sent the last time, in a word of ours. */
  fault: string | null;
  /** Random, new with each taking. */
  lease: string | null;
  leasedUntil: number | null;
}
