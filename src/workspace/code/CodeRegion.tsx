import { useMemo } from 'preact/hooks';

import { useBench } from '../bench-context.ts';
import { Editor } from '../editor/Editor.tsx';
import type { EditorCommand } from '../editor/keys.ts';
import './code.css';
import { CompareView } from './CompareView.tsx';

/** The editor; a comparison takes its place for a while, and the editor keeps its state behind it. */
export function CodeRegion({ live, onCommand }: { live: boolean; onCommand(command: EditorCommand): void }) {
  const { model, lang, strings } = useBench();
  const { exercise, highlighted } = model.props;
  const compare = model.compare.value;
  const texts = model.code.files.value;
  const files = useMemo(
    () => Object.entries(exercise.files).map(([path, mode]) => ({ path, mode, text: texts[path] ?? '' })),
    [texts],
  );
  return (
    <section class="ws-code" aria-label={strings.regions.code}>
      {compare && <CompareView compare={compare} />}
      <div class="ws-editor" hidden={compare !== undefined}>
        <Editor
          files={files}
          waiting={!live}
          active={model.active.value}
          highlighted={highlighted}
          strings={strings}
          lang={lang}
          {...(model.reveal.value && { reveal: model.reveal.value })}
          onActive={path => {
            model.active.value = path;
          }}
          onChange={(path, text) => model.edit(path, text)}
          onCommand={onCommand}
        />
      </div>
    </section>
  );
}
