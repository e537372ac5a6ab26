import type { Signal } from '@preact/signals';
import type { ComponentType } from 'preact';

import type { Bench } from '../bench-context.ts';
import type { Model } from '../model/model.ts';
import type { Task } from '../session/session.ts';

export interface PanelProps {
  title: string;
}

/** A part of the bench that shows something of the model. It knows the model below it, and no other panel. */
export interface Panel {
  /** One word; the panel's outermost element has the class `ws-<id>`. */
  id: string;
  component: ComponentType<PanelProps>;
  /** Its name, in the reader's language. */
  title: (bench: Bench) => string;
  /** How far it is, in as few words as stand beside its name. */
  tally?: (bench: Bench) => string | undefined;
  /** Whether there is something to show, and so a tab. */
  shown: (bench: Bench) => boolean;
  /** The task that fills it, and brings it to the front. */
  filledBy?: Task;
  /** What brings it to the front while it is true; another panel that is chosen makes it false. */
  called?: (model: Model) => Signal<boolean>;
}
