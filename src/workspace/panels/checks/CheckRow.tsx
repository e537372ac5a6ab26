import { useEffect, useRef } from 'preact/hooks';

import type { CheckStatus } from '../../../checker/report.ts';
import { Icon, type IconName } from '../../../ui/Icon.tsx';
import { Inline } from '../../../ui/Inline.tsx';
import { useBench } from '../../bench-context.ts';
import { usualWords } from '../../words/usual-words.ts';
import { judgedOf, verdictOf } from '../../words/verdict.ts';

interface Props {
  id: string;
  /** Its explanation is the one shown. */
  open: boolean;
  onOpen(): void;
}

/** One check: sign, title and verdict. */
export function CheckRow({ id, open, onOpen }: Props) {
  const { model, words } = useBench();
  const judged = judgedOf(id, model);
  const { status, attack, prose } = judged;
  const row = useRef<HTMLLIElement>(null);
  const running = status === 'running';
  const idle = model.session.status.value === 'idle';
  const stale = model.isStale(id);
  const usual = running && usualWords(model.session.times?.of(id), words.status);
  const also = stale ? words.checks.older : usual;
  useEffect(() => {
    if (open || running) keepInSight(row.current!);
  }, [open, running, idle]);
  return (
    <li ref={row} class="ws-check" data-check={id} data-status={status} data-attack={attack} data-stale={stale}>
      <button type="button" aria-expanded={open} aria-controls="ws-detail" onClick={onOpen}>
        <Icon name={iconOf(status, attack)} />
        <span class="ws-check-title">
          <Inline text={prose.title} />
        </span>
        <span class="ws-verdict">
          {verdictOf(judged, words.verdicts).short}
          {also && ` · ${also}`}
        </span>
      </button>
    </li>
  );
}

/** Moves only the list, and only where the list scrolls by itself: the page stays where the reader has it. */
function keepInSight(row: HTMLElement): void {
  const list = row.closest<HTMLElement>('.ws-list');
  if (!list || list.scrollHeight <= list.clientHeight) return;
  const above = list.getBoundingClientRect().top - row.getBoundingClientRect().top;
  const below = row.getBoundingClientRect().bottom - list.getBoundingClientRect().bottom;
  if (above > 0) list.scrollTop -= above;
  else if (below > 0) list.scrollTop += below;
}

/** A shape of its own for every state: colour only repeats it. */
function iconOf(status: CheckStatus, attack: boolean): IconName {
  switch (status) {
    case 'idle':
      return attack ? 'shield' : 'circle';
    case 'running':
      return 'loader';
    case 'pass':
      return attack ? 'shield-check' : 'circle-check';
    case 'fail':
      return attack ? 'shield-x' : 'circle-x';
    case 'timeout':
      return 'hourglass';
    case 'error':
      return 'triangle';
  }
}
