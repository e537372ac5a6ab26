import type { Field } from '../../../wire/field.ts';
import type { FilePlace } from '../../model/places.ts';

/** Which options of Node's tls decide about a field: by the names of the fields around it, the innermost first. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  application_layer_protocol_negotiation: ['ALPNProtocols', 'ALPNCallback'],
  server_name: ['servername', 'SNICallback'],
  Certificate: ['cert', 'pfx'],
  CertificateVerify: ['key', 'pfx'],
  CertificateRequest: ['requestCert', 'ca'],
  certificate_authorities: ['ca'],
  authorities: ['ca'],
  cipher_suites: ['ciphers', 'honorCipherOrder'],
  cipher_suite: ['ciphers', 'honorCipherOrder'],
  supported_versions: ['minVersion', 'maxVersion', 'secureProtocol'],
  legacy_version: ['minVersion', 'maxVersion', 'secureProtocol'],
  supported_groups: ['ecdhCurve'],
  key_share: ['ecdhCurve'],
  named_curve: ['ecdhCurve'],
  signature_algorithms: ['sigalgs'],
  signature_algorithms_cert: ['sigalgs'],
  pre_shared_key: ['session', 'ticketKeys'],
  session_ticket: ['session', 'ticketKeys'],
  NewSessionTicket: ['ticketKeys', 'sessionTimeout'],
  early_data: ['session'],
  Alert: ['rejectUnauthorized', 'checkServerIdentity', 'ca', 'requestCert'],
};

/** The options that decide about the last field of the path; none where the learner's code has no say. */
export function optionsOf(path: readonly Field[]): readonly string[] {
  const told = path.findLast(({ name }) => Object.hasOwn(OPTIONS, name));
  return told ? OPTIONS[told.name]! : [];
}

export interface CodePlace extends FilePlace {
  /** What of the line it is about: an option's name, or a text between quotes. */
  says: string;
}

const SCRIPT = /\.[cm]?[jt]s$/;

/**
 * Where these options stand in the learner's files: as a key with a value, in short (`{ ca }`), or set on an object.
 * What stands in comments and strings is no code, and what is only read (`options.ca`) decides nothing.
 */
export function placesOf(options: readonly string[], files: Readonly<Record<string, string>>): CodePlace[] {
  return Object.entries(files)
    .filter(([path]) => SCRIPT.test(path))
    .flatMap(([path, text]) => placesIn(path, text, options));
}

function placesIn(path: string, text: string, options: readonly string[]): CodePlace[] {
  const code = withoutWords(text, options);
  const places: CodePlace[] = [];
  for (const { 1: before, 2: option, 3: quote, index } of code.matchAll(NAME)) {
    if (!option || !options.includes(option)) continue;
    const at = index + before!.length;
    if (!isSet(code, at, at + option.length + (quote?.length ?? 0))) continue;
    places.push({ path, ...placeAt(text, at), says: option });
  }
  return places;
}

/** A name, perhaps between quotes, with what stands before it. */
const NAME = /(^|[^\w$])([A-Za-z_$][\w$]*)(['"]?)/g;

/** No object of options is longer, in characters. */
const FAR = 2000;

/** `name:`, `name,`, `name }`, or `.name =`, but not a name that is asked of something. */
function isSet(code: string, from: number, to: number): boolean {
  const after = /^\s*(=(?![=>])|[:,}])/.exec(code.slice(to, to + FAR))?.[1];
  const before = code
    .slice(Math.max(0, from - FAR), from)
    .trimEnd()
    .replace(/['"]$/, '')
    .trimEnd();
  if (before.endsWith('.')) return after === '=';
  if (before.endsWith('?') || /\b(const|let|var|import)$/.test(before)) return false;
  // A comma alone is a list of anything: what is set in short stands in braces.
  return (
    after === ':' || after === '=' || ((after === ',' || after === '}') && /[{,]$/.test(before) && inBraces(before))
  );
}

/** Whether the innermost bracket that is open at the end is a brace. */
function inBraces(code: string): boolean {
  let depth = 0;
  for (let at = code.length - 1; at >= 0; at--) {
    const char = code[at]!;
    if (')]}'.includes(char)) depth++;
    else if ('([{'.includes(char)) {
      if (depth === 0) return char === '{';
      depth--;
    }
  }
  return false;
}

/**
 * Where one of these values stands between quotes in the learner's files, alone or in a list with colons (`'X25519:P-256'`),
 * or at the end of a path (`'pki/alice.crt'`); capital letters do not matter.
 */
export function literalsOf(values: readonly string[], files: Readonly<Record<string, string>>): CodePlace[] {
  const wanted = new Set(values.map(value => value.toLowerCase()));
  return Object.entries(files)
    .filter(([path]) => SCRIPT.test(path))
    .flatMap(([path, text]) =>
      [...text.matchAll(WORDS)].flatMap(({ 0: word, index }) => {
        if (word.startsWith('/')) return [];
        const parts = word.slice(1, -1).toLowerCase();
        if (![parts, ...parts.split(':'), parts.split('/').at(-1)!].some(part => wanted.has(part))) return [];
        return [{ path, ...placeAt(text, index), says: word }];
      }),
    );
}

function placeAt(text: string, at: number): { line: number; column: number } {
  const above = text.slice(0, at).split('\n');
  return { line: above.length, column: above.at(-1)!.length + 1 };
}

const WORDS = /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;

/** The code with comments and strings blanked out, at their length; a quoted option's name stays. */
function withoutWords(text: string, options: readonly string[]): string {
  return text.replace(WORDS, word => (options.includes(word.slice(1, -1)) ? word : word.replace(/[^\n]/g, ' ')));
}
