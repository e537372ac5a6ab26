/** The pages of the teacher's guide that are text, `content/<lang>/teaching/<page>.md`, in their order. */
export const GUIDE_PAGES = ['overview', 'lan-class', 'class-server', 'platform', 'privacy'] as const;
export type GuidePage = (typeof GUIDE_PAGES)[number];

/** `/en/teach/lan-class/`; the first page is the guide's own address. */
export function guidePath(lang: string, page: GuidePage): string {
  return page === 'overview' ? `/${lang}/teach/` : `/${lang}/teach/${page}/`;
}

/** `/en/teach/plans/sockets/`, by the chapter's slug. */
export function planPath(lang: string, chapter: string): string {
  return `/${lang}/teach/plans/${chapter}/`;
}

/** `/en/teach/handouts/echo/`, by the lesson's slug. */
export function handoutPath(lang: string, lesson: string): string {
  return `/${lang}/teach/handouts/${lesson}/`;
}
