/** What browsers tell of the line (Network Information API, Save-Data); Firefox and Safari tell nothing. */
interface Line {
  saveData?: boolean;
  type?: string;
  effectiveType?: string;
}

/** As fast as a telephone was: what is not asked for has no business on such a line. */
const SLOW = ['slow-2g', '2g', '3g'];

/** Whether nothing large may be fetched that nobody has asked for: the reader saves data, or the line is dear or slow. */
export function isMetered(here: object = globalThis.navigator ?? {}): boolean {
  const { saveData, type, effectiveType = '' } = (here as { connection?: Line }).connection ?? {};
  return saveData === true || type === 'cellular' || SLOW.includes(effectiveType);
}
