import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';

import type { Bench } from '../bench-context.ts';
import type { Model } from '../model/model.ts';
import { bringIntoSight } from '../page/sight.ts';
import type { Panel } from '../panels/panel.ts';
import { keep, kept } from '../page/kept.ts';

/** What a reader meets first: what their code will be asked. */
const FIRST = 'checks';

export interface Room {
  /** The panels that have a tab. */
  tabs: readonly Panel[];
  selected: Panel;
  /** Brings a panel to the front, and opens the area when it is folded. */
  select(id: string): void;
  /** Brings to the front, and into sight on a small screen, what the reader has just asked for. */
  open(id: string): void;
  folded: boolean;
  fold(on: boolean): void;
}

/** Which panel is in front below the code, and whether that area is folded: by choice, or aside for a comparison. */
export function useRoom(bench: Bench, panels: readonly Panel[], root: RefObject<HTMLElement>): Room {
  const { model } = bench;
  const [chosen, choose] = useState(FIRST);
  const [folded, setFolded] = useFolded(model, panels);
  const tabs = panels.filter(({ shown }) => shown(bench));
  const called = tabs.find(panel => panel.called?.(model).value);
  const selected = called ?? tabs.find(({ id }) => id === chosen) ?? tabs[0]!;

  const select = (id: string): void => {
    call(panels, model, id);
    if (!panels.find(panel => panel.id === id)?.called) choose(id);
    if (folded) setFolded(false);
  };
  const open = (id: string): void => {
    select(id);
    bringIntoSight(root.current?.querySelector('.ws-lower'), Infinity);
  };
  useEffect(() => {
    if (called) open(called.id);
  }, [called?.id]);
  return { tabs, selected, select, open, folded, fold: setFolded };
}

/** Calls this panel and no other; without an id, none. */
function call(panels: readonly Panel[], model: Model, wanted?: string): void {
  for (const { id, called } of panels) if (called) called(model).value = id === wanted;
}

function useFolded(model: Model, panels: readonly Panel[]): [boolean, (on: boolean) => void] {
  const [chosen, setChosen] = useState(false);
  const [aside, setAside] = useState(false);
  const comparing = model.compare.value !== undefined;
  const folded = chosen || aside;
  useLayoutEffect(() => setChosen(kept('lower') === 'folded'), []);
  useLayoutEffect(() => {
    // A focus in what goes out of sight would be lost.
    const lost = comparing && document.activeElement?.closest('.ws-panels');
    if (lost) document.querySelector<HTMLElement>('#ws-code')?.focus({ preventScroll: true });
    setAside(comparing);
  }, [comparing]);
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    if (folded) dataset.lower = 'folded';
    else delete dataset.lower;
    // What is called again, by the same button, is to open the area.
    if (folded) call(panels, model);
  }, [folded]);
  const fold = (on: boolean): void => {
    setChosen(on);
    setAside(false);
    keep('lower', on ? 'folded' : null);
  };
  return [folded, fold];
}
