import type { ComponentType } from 'preact';

import type { Bench } from '../bench-context.ts';
import type { Task } from '../session/session.ts';

export interface PanelProps {
  title: string;
  /** Only of a panel that stays: it is in the document, and not to be seen. */
  hidden: boolean;
}

/** A part of the bench that shows something of the model. It knows the model below it, and no other panel. */
export interface Panel {
  /** One word; the panel's outermost element has the class `ws-<id>`. */
  id: string;
  component: ComponentType<PanelProps>;
  /** Its name, in the reader's language. */
  title: (bench: Bench) => string;
  /** Whether there is something to show. */
  shown: (bench: Bench) => boolean;
  /** It stays in the document while it is not shown, so that what comes into it is announced. */
  stays?: true;
  /** On which side of the editor: for the keyboard, and on a small screen for the eye too. */
  place: 'before-code' | 'after-code';
  /** The task that fills it, and brings it into sight. */
  filledBy?: Task;
}
