import type { Field, Layer } from '../field.ts';
import type { Proof } from './finished.ts';
import type { Signed } from './signed.ts';

/** One message, or a record that was not opened, with all the bytes that it was read from. */
export interface TlsMessage {
  name: string;
  /** Where it is in the last of its layers. */
  focus: Field;
  layers: Layer[];
  /** Application data, opened or sent in the open. */
  data?: Uint8Array;
  /** Of a Finished, where its secret is known. */
  proof?: Proof;
  /** Of a CertificateVerify. */
  signed?: Signed;
}
