/**
 * A way to make the judging lie: code that stands before an answer that fails. None may pass a check which the same
 * answer fails without it.
 */
export interface Forgery {
  /** What it does, for the test's title. */
  does: string;
  code: string;
  /** It says itself what the answer is, stands before nothing, and may pass no check at all. */
  whole?: true;
  /** Whose checks it attacks; aead unless told. */
  lesson?: string;
  /** The failing answers it stands before: `starter` or the name of a wrong answer. `starter` unless told. */
  before?: readonly string[];
  /** Tried in the machine in a browser on every run, too: there the report is a pipe, and Node has other memory. */
  inMachine?: true;
}
