import type { Announcement, Class, Comment, Deadline, Extension, LtiState, Member } from '../data/index.server.ts';
import type { Cell, Mistake } from '../rules/board.ts';
import type { ClassRole, SiteRole } from '../rules/roles.ts';
import type { Verdict } from '../rules/verdict.ts';

/** Why a form was not carried out; the pages have words for each (`class.trouble`). */
export type Trouble =
  | 'name'
  | 'name-taken'
  | 'password-short'
  | 'log-in'
  | 'current'
  | 'link'
  | 'code'
  | 'phrase'
  | 'text'
  | 'date'
  | 'csv'
  | 'confirm'
  | 'too-many'
  | UniversityTrouble;

/** Why nobody was logged in by a university's account. */
export type UniversityTrouble =
  | 'university-again'
  | 'university-refused'
  | 'university-down'
  | 'university-odd'
  | 'university-nameless'
  | 'university-closed'
  | 'university-no-teacher';

/** What every page of a class has. */
interface Common {
  me?: { name: string; role: SiteRole } | undefined;
  trouble?: Trouble | undefined;
  /** With `too-many`: minutes to wait. */
  minutes?: number;
  /** What was typed, less what is secret, where it is asked for again. */
  typed?: Readonly<Record<string, string>>;
}

export interface ClassView {
  id: string;
  name: string;
  role: ClassRole;
  archived: boolean;
}

/** When a chapter or lesson can be worked on, and until when it counts. */
export interface Times {
  openings: readonly { chapter: string; opensAt: number | null; closesAt: number | null }[];
  deadlines: readonly Deadline[];
  extensions: readonly Extension[];
}

/** What a class is joined with. */
export interface CodeView {
  /** As it is read out. */
  shown: string;
  /** Where it is typed. */
  address: string;
  /** The address with the code in it. */
  link: string;
  /** `link`, as an SVG to scan. */
  qr: string;
  /** Ms since the epoch. */
  expires: number;
}

/** What became of what somebody handed in, by lesson; of most lessons nothing was. */
export type Verdicts = Readonly<Record<string, Verdict>>;

export interface PupilRow {
  id: string;
  name: string;
  cells: Readonly<Record<string, Cell>>;
  verdicts: Verdicts;
}

/** A check as the pupil's tab reported it and as the graded run found it; nothing where one of them does not tell. */
export interface ReportLine {
  check: string;
  claimed?: string | undefined;
  graded?: string | undefined;
  /** One of them says that it passes, and the other does not. */
  differs: boolean;
}

/** Something that a pupil handed in, as teachers see it. */
export interface HandedIn {
  id: string;
  status: Verdict;
  at: number;
  /** The step with its code. */
  step?: string;
  hoursLate?: number;
  /** What is worth a look: words of grading's. */
  marks: readonly string[];
  /** Both reports, where they are to be looked at. */
  reports?: readonly ReportLine[];
  /** Why it could not be graded, in English. */
  problem?: string;
}

/** One step of a pupil's work, newest first. */
export interface Step {
  id: string;
  kind: 'draft' | 'check' | 'run';
  at: number;
  passed?: number;
  total?: number;
}

/** A line of a file, as it was or as it has become. */
export interface DiffLine {
  kind: 'same' | 'added' | 'removed';
  /** Of the new file, from 1; none of a line that went. */
  line?: number;
  text: string;
}

export interface WorkView {
  lesson: string;
  steps: readonly Step[];
  shown?: {
    step: Step;
    files: readonly { path: string; lines: readonly DiffLine[] }[];
    /** What a run printed last, or what each check said. */
    said?: string;
    checks?: readonly { id: string; status: string }[];
  };
}

export interface PlatformView {
  name: string;
  members: { readAt: number | null; fault: string | null; offered: boolean };
  scores: LtiState;
}

export type View =
  | (Common & {
      page: 'home';
      ready: boolean;
      classes: readonly ClassView[];
      university?: string | undefined;
      /** Whether whoever is logged in may join a class as they are. */
      mayJoin: boolean;
      /** Somebody has logged out here who may still be logged in at the university, where that can be ended by a link. */
      left?: { link: boolean };
    })
  | (Common & { page: 'set-up'; token: string; plain: boolean })
  | (Common & {
      page: 'log-in';
      next: string;
      plain: boolean;
      university?: string | undefined;
      /** Whether passkeys hold at this address. */
      passkeys: boolean;
    })
  | (Common & {
      page: 'join';
      code: string;
      joined?: { phrase: string; className: string };
      /** Of whoever comes with a university's account, and needs neither a name nor a pass phrase. */
      account?: string | undefined;
      university?: string | undefined;
    })
  | (Common & { page: 'return'; code: string })
  | (Common & { page: 'invited'; token: string; plain: boolean; name?: string })
  | (Common & {
      page: 'account';
      plain: boolean;
      changed?: boolean;
      /** False of whoever logs in elsewhere; their passwords and passkeys are kept there. */
      own: boolean;
      passkeys: { possible: boolean; held: readonly { id: string; label: string; at: number; used: number | null }[] };
    })
  | (Common & {
      page: 'people';
      staff: readonly { id: string; name: string; role: SiteRole; elsewhere: boolean }[];
      link?: string;
    })
  | (Common & {
      page: 'pupil-home';
      klass: ClassView;
      times: Times;
      announcements: readonly Announcement[];
      cells: Readonly<Record<string, Cell>>;
      verdicts: Verdicts;
      comments: readonly Comment[];
      now: number;
    })
  | (Common & {
      page: 'board';
      klass: ClassView;
      rows: readonly PupilRow[];
      /** Exercises that anybody has touched. */
      lessons: readonly string[];
      mistakes: readonly Mistake[];
      now: number;
    })
  | (Common & {
      page: 'projector';
      klass: ClassView;
      pupils: number;
      counts: Readonly<Record<string, Readonly<Record<Cell['state'], number>>>>;
      code?: CodeView | undefined;
      mistakes: readonly Mistake[];
    })
  | (Common & {
      page: 'settings';
      klass: ClassView;
      retentionAt: number | null;
      code?: CodeView | undefined;
      times: Times;
      pupils: readonly Pick<Member, 'userId' | 'name'>[];
      announcements: readonly Announcement[];
      added?: { names: number; refused: readonly number[] };
      phrases?: readonly { name: string; phrase: string }[];
      /** The learning platform that the class comes from, if any. */
      platform?: PlatformView | undefined;
    })
  | (Common & {
      page: 'pupil';
      klass: ClassView;
      pupil: Pick<Member, 'userId' | 'name'>;
      cells: Readonly<Record<string, Cell>>;
      verdicts: Verdicts;
      work?: WorkView | undefined;
      /** For the lesson of `work`, newest first. */
      handedIn: readonly HandedIn[];
      /** Pupils whose answer to it is near-equal, where the lesson leaves room to differ. */
      near: readonly Pick<Member, 'userId' | 'name'>[];
      comments: readonly Comment[];
      overrides: Readonly<Record<string, { grade: number; reason: string }>>;
      phrase?: string;
      /** Whether they come by an account from elsewhere, and so by no pass phrase. */
      elsewhere: boolean;
      now: number;
    })
  | (Common & { page: 'problem'; status: number });

export type ViewOf<P extends View['page']> = Extract<View, { page: P }>;

export function classView(klass: Class, role: ClassRole): ClassView {
  return { id: klass.id, name: klass.name, role, archived: klass.archivedAt !== null };
}
