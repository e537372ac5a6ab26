import type { Exercise } from '../course/exercise.ts';
import type { Labels } from '../course/labels.ts';
import type { CheckProse, Prose } from '../course/prose.ts';
import type { FileMap } from '../course/workspace.ts';
import type { Lang, Strings } from '../i18n/strings.ts';
import type { SiteRuntimes } from '../runtimes/pool/preference.ts';

/** Everything a lesson page gives its workspace; plain data, since it crosses from the build to the browser. */
export interface WorkspaceProps {
  lang: Lang;
  /** Interface strings of `lang` only. */
  strings: Strings;
  slug: string;
  exercise: Exercise;
  /** Digest of the starter files: a draft made for another version is kept, and the new starter offered. */
  version: string;
  starter: FileMap;
  /** The starter's files as static, highlighted HTML from the build (Shiki), painted before the editor is there. */
  highlighted: Readonly<Record<string, string>>;
  title: string;
  checks: Readonly<Record<string, CheckProse>>;
  /** Of the whole lesson; unused where `steps` have their own. */
  hints: readonly string[];
  steps?: Prose['steps'];
  predict?: Prose['predict'];
  explain?: Prose['explain'];
  /** Who is who on the wire in a run of the lesson's own program. */
  ends?: Prose['ends'];
  /** What labels of more than one check are called in the reader's language. */
  labels?: Labels;
  /** When the site was built, in milliseconds since 1970: a reader's clock before that is wrong. Without it, none is. */
  builtAt?: number;
  /** Slugs of every lesson that is written. */
  lessons?: readonly string[];
  /** What the site has to run programs on; without it, the machine alone. */
  runtimes?: SiteRuntimes;
  urls: {
    /** JSON ExerciseBundle; fetched when the page is idle or on the first Run. */
    bundle: string;
    /** JSON FileMap of the solution; fetched only when the reader asks for it. */
    solution: string;
    /** JSON AfterPassing; fetched only by a reader who has passed. */
    after?: string;
    /** Folder of the machine image, with a slash at its end. */
    machine: string;
    /** The next lesson, if there is one. */
    next?: { href: string; title: string };
    /** The same idea in unseen code, for who has passed the lesson. */
    twin?: { href: string; title: string };
    /** The lesson of which this is the twin; nothing of a twin counts in the course. */
    twinOf?: { href: string; title: string };
    /** The course map. */
    map?: string;
  };
}
