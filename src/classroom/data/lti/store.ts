import type { Context } from '../context.ts';
import type { Live } from '../live.ts';
import { courses, type Courses } from './courses.ts';
import { platforms, type Platforms } from './platforms.ts';
import { scores, type Scores } from './scores.ts';

/** Learning platforms that launch into classes here (LTI 1.3). */
export interface Lti extends Platforms, Courses, Scores {}

export function ltiStore(context: Context, live: Live): Lti {
  return { ...platforms(context), ...courses(context), ...scores(context, live) };
}
