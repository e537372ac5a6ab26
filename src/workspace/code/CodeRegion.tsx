import { useMemo } from 'preact/hooks';

import { useBench } from '../bench-context.ts';
import { Editor } from '../editor/Editor.tsx';
import type { EditorCommand } from '../page/keys.ts';
import type { Mark } from '../editor/types.ts';
import type { Model } from '../model/model.ts';
import { placeOf } from '../model/places.ts';
import { loadError } from '../model/tally.ts';
import './code.css';
import { CompareView } from './CompareView.tsx';
import { look } from './look.ts';

/** The editor; a comparison takes its place for a while, and the editor keeps its state behind it. */
export function CodeRegion({ live, onCommand }: { live: boolean; onCommand(command: EditorCommand): void }) {
  const { model, lang, strings } = useBench();
  const { exercise, highlighted } = model.props;
  const compare = model.compare.value;
  const texts = model.code.files.value;
  const files = useMemo(
    () => [
      ...Object.entries(exercise.files).map(([path, mode]) => ({ path, mode, text: texts[path] ?? '' })),
      ...model.code.own.value.map(path => ({ path, mode: 'own' as const, text: texts[path] ?? '' })),
    ],
    [texts],
  );
  const mark = markOf(model);
  return (
    <section id="ws-code" class="ws-code" aria-label={strings.regions.code} tabIndex={-1}>
      {compare && <CompareView compare={compare} />}
      <div class="ws-editor" hidden={compare !== undefined}>
        <Editor
          files={files}
          waiting={!live}
          active={model.shown.value}
          highlighted={highlighted}
          strings={strings}
          lang={lang}
          {...(model.reveal.value && { reveal: model.reveal.value })}
          {...(mark && { mark })}
          onActive={path => {
            model.active.value = path;
          }}
          onChange={(path, text) => model.edit(path, text)}
          look={look.value}
          hand={model.tools.hand}
          own={{
            onAdd: () => void (model.tools.naming.value = {}),
            onRename: of => void (model.tools.naming.value = { of }),
            onDelete: path => model.deleteFile(path),
          }}
          onCommand={onCommand}
        />
      </div>
    </section>
  );
}

/** The line at which the code could not be loaded, until something is changed. */
function markOf(model: Model): Mark | undefined {
  const error = model.stale.value ? undefined : loadError(model);
  const place = error && placeOf(error.at, Object.keys(model.code.files.value));
  return place && { path: place.path, line: place.line, message: `${error.name}: ${error.message}` };
}
