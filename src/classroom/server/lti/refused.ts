/** Why a launch is not carried out; the pages have words for each (`class.lti.refused`). */
export type Refusal =
  | 'https'
  | 'platform'
  | 'browser'
  | 'state'
  | 'denied'
  | 'keys'
  | 'signature'
  | 'expired'
  | 'audience'
  | 'nonce'
  | 'deployment'
  | 'message'
  | 'target'
  | 'person'
  | 'role'
  | 'course'
  | 'begin'
  | 'services'
  | 'choice';

/** A launch that is not believed, or leads nowhere. */
export class Refused extends Error {
  readonly why: Refusal;

  constructor(why: Refusal) {
    super(why);
    this.name = 'Refused';
    this.why = why;
  }
}
