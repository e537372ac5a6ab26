import { useRef } from 'preact/hooks';

import type { Strings } from '../../i18n/strings.ts';
import type { EditorFile } from './types.ts';

interface Props {
  files: readonly EditorFile[];
  active: string;
  panel: string;
  tabId(path: string): string;
  strings: Strings['editor'];
  onActive(path: string): void;
}

/** The files as tabs (ARIA Authoring Practices, Tabs with automatic activation): one stop of Tab, arrows inside. */
export function FileTabs({ files, active, panel, tabId, strings, onActive }: Props) {
  const list = useRef<HTMLDivElement>(null);

  function onKeyDown(event: KeyboardEvent) {
    const at = files.findIndex(({ path }) => path === active);
    const to = nextTab(event.key, at, files.length);
    if (to === null) return;
    event.preventDefault();
    onActive(files[to]!.path);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[to]?.focus();
  }

  return (
    <div class="editor-tabs" role="tablist" aria-label={strings.files} ref={list} onKeyDown={onKeyDown}>
      {files.map(({ path, mode }) => (
        <button
          key={path}
          type="button"
          role="tab"
          id={tabId(path)}
          aria-selected={path === active}
          aria-controls={panel}
          tabIndex={path === active ? 0 : -1}
          onClick={() => onActive(path)}
        >
          <span class="editor-tab-name" translate={false}>
            {path}
          </span>
          {mode === 'read' && <ReadOnlyMark word={strings.readOnly} />}
          {mode === 'scratch' && <span class="editor-scratch">{strings.scratch}</span>}
        </button>
      ))}
    </div>
  );
}

/** Where an arrow, Home or End leads from one tab to another; null for every other key. */
export function nextTab(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % count;
    case 'ArrowLeft':
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** Lucide's `lock`, so that the words need not be read to be seen. */
function ReadOnlyMark({ word }: { word: string }) {
  return (
    <span class="editor-read-only">
      <svg viewBox="0 0 24 24" width="12" height="12" aria-hidden="true">
        <rect width="18" height="11" x="3" y="11" rx="2" />
        <path d="M7 11V7a5 5 0 0 1 10 0v4" />
      </svg>
      {word}
    </span>
  );
}
