import { z } from 'zod';

import type { Submission, SubmissionLine } from '../data/index.server.ts';
import type { HandedIn, ReportLine } from './views.ts';

const report = z.object({ results: z.array(z.object({ id: z.string(), status: z.string() })) });
/** What grading puts down of a run; what is not there says nothing. */
const outcome = z.object({
  report: report.optional().catch(undefined),
  different: z.array(z.string()).catch([]),
  problem: z.string().optional().catch(undefined),
});

/** Something handed in, as a teacher sees it; both reports, and why it was not graded, are in the `whole` of it. */
export function handedInView(
  { id, status, createdAt, eventId, marks }: SubmissionLine,
  whole: Submission | undefined,
  hoursLate: number | undefined,
): HandedIn {
  const { problem } = outcome.safeParse(whole?.graded).data ?? {};
  return {
    ...{ id, status, at: createdAt, marks },
    ...(eventId !== null && { step: eventId }),
    ...(hoursLate !== undefined && hoursLate > 0 && { hoursLate }),
    ...(whole && status === 'not_verified' && { reports: bothReports(whole) }),
    ...(problem !== undefined && { problem }),
  };
}

/** The graded run's checks in their order, then what else the claim names. */
function bothReports({ claimed, graded }: Submission): ReportLine[] {
  const { report: ran, different = [] } = outcome.safeParse(graded).data ?? {};
  const [said, found] = [statuses(report.safeParse(claimed).data), statuses(ran)];
  const checks = [...new Set([...found.keys(), ...said.keys()])];
  return checks.map(check => ({
    check,
    claimed: said.get(check),
    graded: found.get(check),
    differs: different.includes(check),
  }));
}

function statuses(of: z.infer<typeof report> | undefined): Map<string, string> {
  return new Map(of?.results.map(({ id, status }) => [id, status]));
}
