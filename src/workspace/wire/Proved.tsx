import { useEffect, useState } from 'preact/hooks';

import type { WireWords } from '../../i18n/wire-words.ts';
import type { Proof } from '../../wire/tls/finished.ts';
import type { Signed } from '../../wire/tls/signed.ts';
import { verifySignature } from './verify-signature.ts';

/** Whether a Finished fits what came before it. */
export function Proved({ proof, words: { proofs } }: { proof: Proof; words: WireWords }) {
  return <p class={`wire-proof wire-${proof}`}>{proofs[proof]}</p>;
}

/** Whether a CertificateVerify was signed by the key in the certificate; it takes the browser a moment. */
export function SignatureProof({ signed, words: { proofs } }: { signed: Signed; words: WireWords }) {
  const [proof, setProof] = useState<Proof | 'unchecked'>();
  useEffect(() => {
    let here = true;
    void verifySignature(signed).then(answer => here && setProof(answer));
    return () => {
      here = false;
    };
  }, [signed]);
  const said = { verified: proofs.signed, 'no-match': proofs.forged, unchecked: proofs.unchecked };
  return <p class={`wire-proof wire-${proof ?? 'checking'}`}>{proof ? said[proof] : proofs.checking}</p>;
}
