/** Where a lesson's prose stands, `<lang>/<NN-chapter>/<NN-lesson>` below `content/`; the numbers give the order. */
export interface LessonId {
  lang: string;
  /** `encryption`, from `02-encryption`. */
  chapter: string;
  chapterNumber: number;
  /** `aead`, from `10-aead`. */
  slug: string;
  number: number;
}

const ID = /^(?<lang>[a-z]{2})\/(?<chapterNumber>\d{2})-(?<chapter>[a-z0-9-]+)\/(?<number>\d{2})-(?<slug>[a-z0-9-]+)$/;

/** Takes an id like `en/02-encryption/10-aead`, without extension, apart; undefined when it is not one. */
export function parseLessonId(id: string): LessonId | undefined {
  const groups = ID.exec(id)?.groups as
    Record<'lang' | 'chapter' | 'chapterNumber' | 'slug' | 'number', string> | undefined;
  return (
    groups && {
      lang: groups.lang,
      chapter: groups.chapter,
      chapterNumber: Number(groups.chapterNumber),
      slug: groups.slug,
      number: Number(groups.number),
    }
  );
}

/** `/en/encryption/aead/` */
export function lessonPath(lang: string, lesson: { chapter: string; slug: string }): string {
  return `/${lang}/${lesson.chapter}/${lesson.slug}/`;
}
