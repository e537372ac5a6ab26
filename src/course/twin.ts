/**
 * A lesson's transfer twin, the same idea in unseen code, is an exercise of its own in `lessons/<lesson>/twin/`. It goes
 * by `<lesson>-twin` wherever a lesson goes by its slug, and has no number in the course.
 */
const SUFFIX = '-twin';

/** The slug of a lesson's twin, whether it has one or not: `aead-twin`. */
export function twinOf(lesson: string): string {
  return lesson + SUFFIX;
}

/** The lesson whose twin goes by this slug; undefined for a lesson's own. */
export function lessonOfTwin(slug: string): string | undefined {
  return slug.endsWith(SUFFIX) ? slug.slice(0, -SUFFIX.length) : undefined;
}

/** Where an exercise lies below `lessons/`: `aead`, or `aead/twin`. */
export function folderOf(slug: string): string {
  const lesson = lessonOfTwin(slug);
  return lesson === undefined ? slug : `${lesson}/twin`;
}

/** The address of a lesson's twin: `/en/encryption/aead/twin/`, below the lesson's own. */
export function twinPath(lessonPath: string): string {
  return `${lessonPath}twin/`;
}
