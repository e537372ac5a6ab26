/** What somebody is on this server. A pupil is nobody here but in classes. */
export const SITE_ROLES = ['owner', 'teacher', 'pupil'] as const;
export type SiteRole = (typeof SITE_ROLES)[number];

/** What somebody is in one class. An owner who is no member of a class sees nothing of it. */
export const CLASS_ROLES = ['teacher', 'assistant', 'pupil'] as const;
export type ClassRole = (typeof CLASS_ROLES)[number];

/** Who may call a route: everybody, whoever is logged in, some roles of this server, or some of the class in its path. */
export type Who = 'everybody' | 'logged-in' | { site: readonly SiteRole[] } | { inClass: readonly ClassRole[] };

/** Whoever asks, as far as rules are concerned. */
export interface Standing {
  site?: SiteRole | undefined;
  inClass?: ClassRole | undefined;
}

/**
 * Whether somebody may; and where not, how that is told: to `log-in` where that might help, that they `may-not`, or that
 * it is `not-there`: who is no member of a class does not learn that it exists.
 */
export function judge(who: Who, { site, inClass }: Standing): 'may' | 'log-in' | 'may-not' | 'not-there' {
  if (who === 'everybody') return 'may';
  if (site === undefined) return 'log-in';
  if (who === 'logged-in') return 'may';
  if ('site' in who) return who.site.includes(site) ? 'may' : 'may-not';
  if (inClass === undefined) return 'not-there';
  return who.inClass.includes(inClass) ? 'may' : 'may-not';
}
