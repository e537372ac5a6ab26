import type { Model } from './model.ts';

/** Which part gets the room: `run` while a program runs or has run, `printed` when a check printed something. */
export function viewOf({ session }: Model): 'run' | 'printed' | 'checked' | 'quiet' {
  const printed = !session.output.view.value.empty;
  const running = session.status.value === 'running' || session.ended.value !== undefined;
  if (session.task.value === 'run' && (printed || running)) return 'run';
  if (printed) return 'printed';
  return session.task.value === 'check' ? 'checked' : 'quiet';
}
