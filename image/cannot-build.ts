/** The image cannot be built here: `missing` says what is not there, `remedy` how to get it. */
export class CannotBuild extends Error {
  readonly missing: string;
  readonly remedy: string;
  constructor(missing: string, remedy: string) {
    super(`${missing}: ${remedy}`);
    this.name = 'CannotBuild';
    this.missing = missing;
    this.remedy = remedy;
  }
}
