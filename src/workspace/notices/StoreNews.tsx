import { useRef, useState } from 'preact/hooks';

import { changedFiles } from '../../progress/index.ts';
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

/** One button for each file that the learner has changed; who has saved all of these as they are is not asked on leaving. */
function Downloads() {
  const {
    model,
    words: { drafts: words },
  } = useBench();
  const saved = useRef<Record<string, string>>({});
  const { exercise, starter } = model.props;
  const files = model.code.files.value;
  const changed = Object.keys(changedFiles(files, starter));
  const paths = changed.length > 0 ? changed : Object.keys(files).filter(path => exercise.files[path] === 'edit');
  return paths.map(path => (
    <button
      type="button"
      key={path}
      onClick={() => {
        saveText(path.split('/').at(-1)!, files[path]!, 'text/javascript');
        saved.current[path] = files[path]!;
        if (paths.every(one => saved.current[one] === files[one])) model.takenAway();
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
