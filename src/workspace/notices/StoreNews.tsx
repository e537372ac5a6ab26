import { useState } from 'preact/hooks';

import { isWritable } from '../../course/file-modes.ts';
import { useBench } from '../bench-context.ts';
import { saveText } from '../page/save.ts';
import { Bar } from './Bar.tsx';

/** Why what is written may not be kept, and how to take it away as files. */
export function StoreTrouble() {
  const {
    model,
    words: { drafts: words },
  } = useBench();
  const trouble = model.storeTrouble.value;
  const [closed, close] = useState(false);
  if (!trouble || closed) return null;
  return (
    <Bar tone="trouble" actions={<Downloads />} close={{ label: words.close, onClick: () => close(true) }}>
      {words[trouble]}
    </Bar>
  );
}

/** One button for each file the learner writes; who has saved the only one is not asked on leaving. */
function Downloads() {
  const {
    model,
    words: { drafts: words },
  } = useBench();
  const paths = Object.entries(model.props.exercise.files).flatMap(([path, mode]) => (isWritable(mode) ? [path] : []));
  return paths.map(path => (
    <button
      type="button"
      key={path}
      onClick={() => {
        saveText(path.split('/').at(-1)!, model.code.files.value[path]!, 'text/javascript');
        if (paths.length === 1) model.takenAway();
      }}
    >
      {words.download}
      {paths.length > 1 && `: ${path}`}
    </button>
  ));
}

/** A draft was found that could not be read. */
export function Damaged() {
  const {
    model,
    words: { drafts: words },
  } = useBench();
  if (!model.damaged.value) return null;
  return (
    <Bar
      close={{
        label: words.close,
        onClick: () => {
          model.damaged.value = false;
        },
      }}
    >
      {words.damaged}
    </Bar>
  );
}
