import { diffLines } from 'diff';

import type { WorkEvent } from '../data/index.server.ts';
import { checkBody, draftBody, runBody } from './events.ts';
import type { DiffLine, Step, WorkView } from './views.ts';

/** Steps that a page lists; of a pupil's hundreds of drafts the last say most. */
const LISTED = 200;

/** A pupil's steps at a lesson, newest first, and one of them with its code beside that of the step before. */
export function workView(lesson: string, events: readonly WorkEvent[], wanted: string | undefined): WorkView {
  const found = wanted === undefined ? events.length - 1 : events.findIndex(({ id }) => id === wanted);
  const event = events[found];
  const steps = events.map(stepOf).reverse().slice(0, LISTED);
  return event ? { lesson, steps, shown: shownOf(event, events[found - 1]) } : { lesson, steps };
}

function stepOf({ id, kind, receivedAt, body }: WorkEvent): Step {
  const check = kind === 'check' ? checkBody.safeParse(body).data : undefined;
  if (!check) return { id, kind, at: receivedAt };
  const { results } = check.report;
  const passed = results.filter(({ status }) => status === 'pass').length;
  return { id, kind, at: receivedAt, passed, total: results.length };
}

function shownOf(event: WorkEvent, before: WorkEvent | undefined): NonNullable<WorkView['shown']> {
  const [files, old] = [filesOf(event), before ? filesOf(before) : undefined];
  const shown = Object.entries(files).map(([path, text]) => ({
    path,
    lines: linesOf(old && Object.hasOwn(old, path) ? old[path]! : text, text),
  }));
  const checks = event.kind === 'check' ? checkBody.safeParse(event.body).data?.report.results : undefined;
  const said = event.kind === 'run' ? runBody.safeParse(event.body).data?.said : undefined;
  return {
    step: stepOf(event),
    files: shown,
    ...(checks && { checks: checks.map(({ id, status }) => ({ id, status })) }),
    ...(said !== undefined && { said }),
  };
}

function filesOf({ body }: WorkEvent): Readonly<Record<string, string>> {
  return draftBody.safeParse(body).data?.files ?? {};
}

/** Of texts that differ by more the difference says nothing, and takes minutes to find. */
const MOST_EDITS = 2000;
const unchanged = (value: string) => ({ value, added: false, removed: false, count: 0 });

function linesOf(before: string, now: string): DiffLine[] {
  let line = 0;
  const parts = diffLines(before, now, { maxEditLength: MOST_EDITS }) ?? [unchanged(now)];
  return parts.flatMap(({ value, added, removed }) =>
    value
      .replace(/\n$/, '')
      .split('\n')
      .map((text): DiffLine => {
        if (removed) return { kind: 'removed', text };
        return { kind: added ? 'added' : 'same', line: ++line, text };
      }),
  );
}
