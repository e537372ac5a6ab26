/** Why something could not be read, or why it is only half the truth; the words for it are the reader's. */
export interface Trouble {
  kind:
    | 'short' // fewer bytes than the field needs: `wanted`, `had`
    | 'left-over' // bytes that no field accounts for: `had`
    | 'too-deep' // nested deeper than anybody nests in earnest
    | 'not-that' // another thing than what must be here: `wanted`, `had`
    | 'unknown' // a format that we do not know: `had`
    | 'locked' // no secret for it
    | 'no-match' // the secret that we have does not open it
    | 'cut' // the end is missing: of the capture, or in it
    | 'too-much'; // more than we read
  wanted?: string | number;
  had?: string | number;
}

/** A part of a field that is no whole bytes, such as a flag. */
export interface BitField {
  name: string;
  value: string;
}

/** A named span of bytes within its layer; a leaf where it has no `children`, else these tile it. */
export interface Field {
  /** As the RFC in force names it. */
  name: string;
  /** As an older RFC did, where learners meet both. */
  was?: string;
  at: number;
  length: number;
  /** What the bytes say, in the RFC's words. */
  value?: string;
  bits?: readonly BitField[];
  children?: Field[];
  trouble?: Trouble;
}

/** How an encrypted record was opened. */
export interface Opening {
  /** The label of its secret in the key log (RFC 9850), with the KeyUpdates since. */
  secret: string;
  secretBytes: Uint8Array;
  aead: string;
  key: Uint8Array;
  iv: Uint8Array;
  nonce: Uint8Array;
  aad: Uint8Array;
  /** How many records came before under this key. */
  sequence: number;
  /** What HKDF or, in TLS 1.2, the PRF is made of. */
  hash: 'SHA-256' | 'SHA-384';
  /** In TLS 1.2, where key and IV are in the key block, and what it was expanded from besides the secret. */
  block?: { seed: Uint8Array; keyAt: number; ivAt: number };
}

/** Bytes that were read as one: a packet, a record, what was in it once opened. */
export interface Layer {
  kind: 'packet' | 'record' | 'content' | 'message' | 'stream';
  bytes: Uint8Array;
  root: Field;
  /** Of what was encrypted. */
  opened?: Opening;
}

/** The fields without children, in the order of their bytes. */
export function leavesOf(field: Field): Field[] {
  return field.children ? field.children.flatMap(leavesOf) : [field];
}

/** Every field of the tree, each before its children. */
export function fieldsOf(field: Field): Field[] {
  return [field, ...(field.children ?? []).flatMap(fieldsOf)];
}

/** From the root to the innermost field that has the byte at this offset; empty outside of the root. */
export function pathTo(root: Field, offset: number): Field[] {
  if (offset < root.at || offset >= root.at + root.length) return [];
  const child = root.children?.find(({ at, length }) => offset >= at && offset < at + length);
  return child ? [root, ...pathTo(child, offset)] : [root];
}

/** What goes against the tiling of this layer by its leaves, in one line; undefined where each byte is in exactly one leaf. */
export function untiled({ bytes, root }: Layer): string | undefined {
  let at = 0;
  for (const leaf of leavesOf(root)) {
    if (leaf.at !== at || leaf.length < 0) return `${leaf.name} begins at ${leaf.at}, not at ${at}`;
    at += leaf.length;
  }
  return at === bytes.length ? undefined : `leaves end at ${at} of ${bytes.length}`;
}
