/**
 * The time in a form's field: empty is none, and so null; undefined where it is no time. The field is a local date and time
 * (HTML, 4.10.5.1.11) with the zone after it, as `2026-09-01T08:00+09:00`; without one it is in this server's zone: a class
 * is where its server is.
 */
export function timeFrom(typed: string): number | null | undefined {
  if (typed.trim() === '') return null;
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?$/.test(typed)) return undefined;
  const time = Date.parse(typed);
  return Number.isNaN(time) ? undefined : time;
}
