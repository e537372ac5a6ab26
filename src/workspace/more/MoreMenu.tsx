import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';

import { Icon } from '../../ui/Icon.tsx';
import { useBench } from '../bench-context.ts';
import { groupsOf, type Item } from './items.ts';
import './more.css';
import { stepIn } from './step.ts';

/** What else the bench does, behind one button (ARIA Authoring Practices, Menu Button): arrows go through it, Escape closes. */
export function MoreMenu() {
  const { words } = useBench();
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState<'first' | 'last'>();
  const close = (): void => {
    setOpen(undefined);
    button.current!.focus({ preventScroll: true });
  };
  return (
    <div class="ws-more">
      <button
        type="button"
        ref={button}
        aria-haspopup="menu"
        aria-expanded={open !== undefined}
        aria-controls={id}
        onClick={() => setOpen(open ? undefined : 'first')}
        onKeyDown={event => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          setOpen(event.key === 'ArrowUp' ? 'last' : 'first');
        }}
      >
        <Icon name="ellipsis" />
        {words.more.menu}
      </button>
      {open && <Menu id={id} from={open} onClose={close} onLeave={() => setOpen(undefined)} />}
    </div>
  );
}

interface Props {
  id: string;
  from: 'first' | 'last';
  /** The reader is done with it: the focus goes back. */
  onClose(): void;
  /** The reader has gone elsewhere. */
  onLeave(): void;
}

function Menu({ id, from, onClose, onLeave }: Props) {
  const bench = useBench();
  const list = useRef<HTMLDivElement>(null);
  const items = (): HTMLElement[] => [...list.current!.querySelectorAll<HTMLElement>('[role^=menuitem]')];
  useLayoutEffect(
    () =>
      items()
        .at(from === 'first' ? 0 : -1)
        ?.focus(),
    [],
  );
  useOutside(list, onLeave);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' || event.key === 'Tab') {
      // Only the menu closes: not the sheet or the whole window that it is in. Tab goes on from the button.
      event.stopPropagation();
      if (event.key === 'Escape') event.preventDefault();
      return onClose();
    }
    const all = items();
    const texts = all.map(item => item.textContent ?? '');
    const to = stepIn(event, all.indexOf(document.activeElement as HTMLElement), texts);
    if (to === undefined) return;
    event.preventDefault();
    all[to]?.focus();
  };
  return (
    <div class="ws-menu" role="menu" id={id} aria-label={bench.words.more.menu} ref={list} onKeyDown={onKeyDown}>
      {groupsOf(bench).map(({ label, items: some }, at) => (
        <div key={at} role="group" {...(label && { 'aria-label': label })}>
          {some.map(item => (
            <MenuItem key={item.text} item={item} onDone={onClose} />
          ))}
        </div>
      ))}
    </div>
  );
}

/** A switch stays, so that its effect can be seen; everything else closes the menu first, so that the focus has a place. */
function MenuItem({ item, onDone }: { item: Item; onDone(): void }) {
  const { text, role = 'menuitem', checked, off = false, keys, act } = item;
  return (
    <button
      type="button"
      role={role}
      tabIndex={-1}
      {...(checked !== undefined && { 'aria-checked': checked })}
      aria-disabled={off}
      {...(keys && { 'aria-keyshortcuts': keys })}
      onClick={() => {
        if (checked === undefined) onDone();
        act();
      }}
    >
      <span class="ws-menu-mark" aria-hidden="true">
        {checked === true && '✓'}
      </span>
      <span>{text}</span>
      {keys && <kbd aria-hidden="true">{keys}</kbd>}
    </button>
  );
}

function useOutside(list: { current: HTMLElement | null }, leave: () => void): void {
  useEffect(() => {
    const off = new AbortController();
    const look = ({ target }: Event): void => {
      if (target instanceof Node && !list.current?.parentElement?.contains(target)) leave();
    };
    document.addEventListener('pointerdown', look, { signal: off.signal });
    document.addEventListener('focusin', look, { signal: off.signal });
    return () => off.abort();
  }, []);
}
