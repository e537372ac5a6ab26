import { useId } from 'preact/hooks';

import type { Strings } from '../../i18n/strings.ts';
import { useBench } from '../bench-context.ts';
import { isApple, keyNames } from '../page/keys.ts';
import { Modal } from './Modal.tsx';

type Words = Strings['workspace']['keyList'];
type Row = [keys: string, does: keyof Words['does']];

/** Every key that the bench has, as this reader's keyboard has them. */
export function rowsOf(platform: string, then: string): Record<keyof Words['groups'], readonly Row[]> {
  const { check, run, format, tab, accessible, control, alt } = keyNames(platform);
  return {
    anywhere: [
      [check, 'check'],
      [run, 'run'],
      [format, 'format'],
      ['F1', 'keys'],
      [`${control}K`, 'search'],
      ['Esc', 'escape'],
    ],
    code: [
      [`Esc, ${then} Tab`, 'leave'],
      [`${control}Z`, 'undo'],
      [isApple(platform) ? '⌘ Shift Z' : 'Ctrl+Shift+Z', 'redo'],
    ],
    full: [
      [tab, 'tab'],
      [accessible, 'accessible'],
      [`${control}F`, 'find'],
      [`${control}/`, 'comment'],
      [isApple(platform) ? 'Ctrl+Space' : `${control}Space`, 'suggest'],
      ['F8', 'next'],
      [`${control}D`, 'same'],
      [`${alt}↑ ${alt}↓`, 'move'],
    ],
    tabs: [
      ['← →', 'tabs'],
      ['Home End', 'ends'],
      ['F2', 'rename'],
      ['Delete', 'delete'],
    ],
    input: [['Ctrl+D', 'end']],
    terminal: [
      [`Esc, ${then} Tab`, 'out'],
      ['Ctrl+C', 'interrupt'],
    ],
  };
}

/** The list of keys, while it is wanted. */
export function KeyList() {
  const {
    model: { tools },
    words: { keyList: words },
  } = useBench();
  const id = useId();
  if (!tools.keysShown.value) return null;
  const groups = Object.entries(rowsOf(navigator.platform, words.then)) as [keyof Words['groups'], readonly Row[]][];
  return (
    <Modal labelledBy={id} onClose={() => (tools.keysShown.value = false)}>
      {close => (
        <div class="ws-keys">
          {/* At the top, where the focus goes: the list is longer than a small window. */}
          <div class="ws-modal-head">
            <h2 id={id}>{words.title}</h2>
            <button type="button" onClick={close}>
              {words.close}
            </button>
          </div>
          {groups.map(([group, rows]) => (
            <section key={group}>
              <h3>{words.groups[group]}</h3>
              <dl>
                {rows.map(([keys, does]) => [
                  <dt key={`${does}-keys`}>
                    <kbd>{keys}</kbd>
                  </dt>,
                  <dd key={does}>{words.does[does]}</dd>,
                ])}
              </dl>
            </section>
          ))}
        </div>
      )}
    </Modal>
  );
}
