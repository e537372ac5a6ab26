import { useEffect } from 'preact/hooks';

import type { FileMap } from '../../../../course/workspace.ts';
import { useBench } from '../../../bench-context.ts';
import { catchQuestions } from '../../../model/after.ts';
import './after.css';
import { Catch } from './Catch.tsx';
import { Explain } from './Explain.tsx';

/** After passing: the idea in own words, a wrong answer to place, the other right ones to read. All of it may be left. */
export function After() {
  const { model, words } = useBench();
  const { explain } = model.props;
  const after = model.teaching.after.value;
  useEffect(() => void model.teaching.loadAfter(), []);
  const loaded = typeof after === 'object' ? after : undefined;
  const questions = loaded ? catchQuestions(loaded, model.ids) : [];
  const also = Object.entries(loaded?.also ?? {});
  return (
    <div class="ws-after">
      {explain && <Explain words={explain} />}
      {questions.length > 0 && <Catch questions={questions} />}
      {also.length > 0 && (
        <section>
          <h4>{words.after.also}</h4>
          {also.map(([name, files]) => (
            <Answer key={name} name={name} files={files} />
          ))}
        </section>
      )}
      {after === 'failed' && (
        <p class="ws-small">
          {words.after.failed}{' '}
          <button type="button" class="ws-link" onClick={() => void model.teaching.loadAfter()}>
            {words.fetch.retry}
          </button>
        </p>
      )}
    </div>
  );
}

function Answer({ name, files }: { name: string; files: FileMap }) {
  return (
    <details>
      <summary lang="en">{name.replaceAll('-', ' ')}</summary>
      {Object.entries(files).map(([path, text]) => (
        <pre key={path} class="ws-value" tabIndex={0} role="region" aria-label={path} translate={false}>
          {text}
        </pre>
      ))}
    </details>
  );
}
