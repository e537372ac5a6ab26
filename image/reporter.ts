export const STAGES = ['packages', 'root', 'boot', 'warm', 'trial', 'save'] as const;
export type Stage = (typeof STAGES)[number];

/**
 * `done` of `total` in the stage's own unit: bytes for packages and save, guest instructions for boot and warm,
 * programs for trial.
 */
export type OnProgress = (stage: Stage, done: number, total: number) => void;

/** Who hears of a build, and may end it. */
export interface Reporter {
  onProgress: OnProgress;
  /** One line about something out of the ordinary that does not stop the build. */
  notice: (line: string) => void;
  signal?: AbortSignal;
}
