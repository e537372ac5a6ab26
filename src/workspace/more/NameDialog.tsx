import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';

import { MOST_OWN } from '../../course/own-files.ts';
import { fill } from '../../i18n/strings.ts';
import { useBench } from '../bench-context.ts';
import { Modal } from './Modal.tsx';

/** Asks for the name of a file of the reader's own, while the model wants one. */
export function NameDialog() {
  const { model } = useBench();
  const naming = model.tools.naming.value;
  return naming && <Asking of={naming.of} />;
}

function Asking({ of }: { of: string | undefined }) {
  const {
    model,
    words: { own: words },
  } = useBench();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState('');
  useLayoutEffect(() => input.current?.select(), []);

  const take = (close: () => void): void => {
    const name = input.current!.value.trim();
    const wrong = name === of ? undefined : model.code.nameProblem(name, of);
    if (wrong) {
      setProblem(fill(words.problem[wrong], { n: MOST_OWN }));
      input.current!.focus();
      return;
    }
    close();
    if (of === undefined) model.makeFile(name);
    else model.renameFile(of, name);
    requestAnimationFrame(keepFocus);
  };
  return (
    <Modal labelledBy={`${id}-title`} onClose={() => (model.tools.naming.value = undefined)}>
      {close => (
        <form
          class="ws-name"
          noValidate
          onSubmit={event => {
            event.preventDefault();
            take(close);
          }}
        >
          <h2 id={`${id}-title`}>{of === undefined ? words.newTitle : fill(words.renameTitle, { file: of })}</h2>
          <label for={`${id}-name`}>{words.name}</label>
          <input
            ref={input}
            id={`${id}-name`}
            defaultValue={of ?? ''}
            aria-invalid={problem !== ''}
            aria-describedby={`${id}-problem ${id}-help`}
            spellcheck={false}
            autocomplete="off"
            autocapitalize="off"
            translate={false}
          />
          <p class="ws-name-problem" id={`${id}-problem`} role="alert">
            {problem}
          </p>
          <p class="ws-small" id={`${id}-help`}>
            {words.help}
          </p>
          <div class="ws-modal-actions">
            <button type="submit">{of === undefined ? words.make : words.rename}</button>
            <button type="button" onClick={close}>
              {words.cancel}
            </button>
          </div>
        </form>
      )}
    </Modal>
  );
}

/** The tab that had the focus may be gone with the old name. */
function keepFocus(): void {
  if (document.activeElement !== document.body) return;
  document.querySelector<HTMLElement>('#ws-code [role=tab][aria-selected=true]')?.focus();
}
