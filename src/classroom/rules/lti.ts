import type { ClassRole } from './roles.ts';

const MEMBERSHIP = 'http://purl.imsglobal.org/vocab/lis/v2/membership';

/**
 * What the roles of a platform make of somebody in the course's class (LTI 1.3, A.2.3); undefined where they have no part in
 * it. Roles in the institution or the platform itself say nothing of this course. Short names are those of before 1.3.
 */
export function roleFrom(roles: readonly string[]): ClassRole | undefined {
  const has = (name: string): boolean => roles.includes(name) || roles.includes(`${MEMBERSHIP}#${name}`);
  const under = (role: string, part: string): boolean => roles.includes(`${MEMBERSHIP}/${role}#${part}`);
  // Some platforms send it together with the teacher's.
  if (under('Instructor', 'TeachingAssistant')) return 'assistant';
  if (has('Instructor')) return 'teacher';
  return has('Learner') || has('Student') ? 'pupil' : undefined;
}

/** The origin of an address that a platform may be asked at: https, or http on this very computer; undefined for others. */
export function platformOrigin(address: string): string | undefined {
  const url = URL.parse(address);
  if (!url || url.username || url.password) return undefined;
  const isHere = url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(\.\d+){3}$/.test(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isHere) ? url.origin : undefined;
}
