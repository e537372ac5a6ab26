import { fieldsOf, type Field } from '../../wire/field.ts';

export interface CertificateNames {
  /** The last common name of its subject. */
  common?: string;
  /** The last common name of its issuer. */
  issuer?: string;
  /** What its subjectAltName lists. */
  others: readonly string[];
}

const unquoted = (text: string): string => text.replace(/^"|"$/g, '');

/** The value within a field of this name, further in. */
function valuesOf(field: Field, name: string): string[] {
  return fieldsOf(field)
    .filter(one => one.name === name)
    .flatMap(one => fieldsOf(one).filter(({ name: inner, value }) => inner === 'value' && value))
    .map(({ value }) => unquoted(value!));
}

/** Whom a certificate names, of its `tbsCertificate` (RFC 5280, sections 4.1.2.6 and 4.2.1.6). */
export function certificateNames(tbs: Field): CertificateNames {
  const commonIn = (part: string): string | undefined => {
    const found = tbs.children?.find(({ name }) => name === part);
    return found && valuesOf(found, 'commonName').at(-1);
  };
  const [common, issuer] = [commonIn('subject'), commonIn('issuer')];
  const others = fieldsOf(tbs)
    .filter(({ name }) => name === 'subjectAltName')
    .flatMap(names =>
      ['dNSName', 'iPAddress', 'uniformResourceIdentifier', 'rfc822Name'].flatMap(kind => valuesOf(names, kind)),
    );
  return { ...(common && { common }), ...(issuer && { issuer }), others };
}
