import { useRef } from 'preact/hooks';

import type { Strings } from '../../i18n/strings.ts';
import { Icon } from '../../ui/Icon.tsx';
import type { EditorFile, EditorProps } from './types.ts';

interface Props {
  files: readonly EditorFile[];
  active: string;
  panel: string;
  tabId(path: string): string;
  strings: Strings;
  onActive(path: string): void;
  own?: EditorProps['own'];
}

/** The files as tabs (ARIA Authoring Practices, Tabs with automatic activation): one stop of Tab, arrows inside. */
export function FileTabs({ files, active, panel, tabId, strings, onActive, own }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const words = strings.workspace.own;

  function onKeyDown(event: KeyboardEvent) {
    if (own && actOnOwn(event, files, active, own)) {
      event.preventDefault();
      // The tab that had the focus goes away; the one in its place is told in a moment.
      setTimeout(() => list.current?.querySelector<HTMLElement>('[aria-selected=true]')?.focus());
      return;
    }
    const at = files.findIndex(({ path }) => path === active);
    const to = nextTab(event.key, at, files.length);
    if (to === null) return;
    event.preventDefault();
    onActive(files[to]!.path);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[to]?.focus();
  }

  const tabs = (
    <div class="editor-tabs" role="tablist" aria-label={strings.editor.files} ref={list} onKeyDown={onKeyDown}>
      {files.map(({ path, mode }) => (
        <button
          key={path}
          type="button"
          role="tab"
          id={tabId(path)}
          aria-selected={path === active}
          aria-controls={panel}
          tabIndex={path === active ? 0 : -1}
          {...(mode === 'own' && own && { 'aria-keyshortcuts': 'F2 Delete' })}
          onClick={() => onActive(path)}
        >
          <span class="editor-tab-name" translate={false}>
            {path}
          </span>
          {mode === 'read' && <ReadOnlyMark word={strings.editor.readOnly} />}
          {mode === 'scratch' && <span class="editor-scratch">{strings.editor.scratch}</span>}
          {mode === 'own' && <span class="editor-scratch">{words.mine}</span>}
        </button>
      ))}
    </div>
  );
  if (!own) return tabs;
  return (
    <div class="editor-tab-row">
      {tabs}
      <button type="button" class="editor-add" aria-label={words.add} title={words.add} onClick={own.onAdd}>
        <Icon name="plus" />
      </button>
    </div>
  );
}

/** On the tab of a file of one's own, F2 renames it and Delete takes it away. Tells whether it was one of these. */
function actOnOwn(
  { key, ctrlKey, altKey, metaKey }: KeyboardEvent,
  files: readonly EditorFile[],
  active: string,
  { onRename, onDelete }: NonNullable<EditorProps['own']>,
): boolean {
  const act = key === 'F2' ? onRename : key === 'Delete' ? onDelete : undefined;
  if (!act || ctrlKey || altKey || metaKey || files.find(({ path }) => path === active)?.mode !== 'own') return false;
  act(active);
  return key === 'Delete';
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
