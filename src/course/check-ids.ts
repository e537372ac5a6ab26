/** All check ids in teaching order. Apart from the schemas, so that pages can load it without them. */
export function checkIds(exercise: { steps: readonly (readonly string[])[] }): string[] {
  return exercise.steps.flat();
}
