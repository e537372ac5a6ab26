import { printable } from '../bytes.ts';
import type { Reader } from '../reader.ts';
import { readName } from '../x509/name.ts';
import * as names from './names.ts';

/** In which message an extension stands: some are built differently in each (RFC 9846, section 4.3). */
export type Context =
  | 'ClientHello'
  | 'ServerHello'
  | 'HelloRetryRequest'
  | 'EncryptedExtensions'
  | 'CertificateRequest'
  | 'CertificateEntry'
  | 'NewSessionTicket';

type Read = (reader: Reader, context: Context) => void;
const { EXTENSION } = names;
const quoted = (bytes: Uint8Array): string => `"${printable(bytes)}"`;

const serverName: Read = (reader, context) => {
  if (context !== 'ClientHello' || reader.left === 0) return void reader.rest('extension_data');
  reader.list('server_name_list', 2, list => {
    list.group('ServerName', 3 + (list.peekNumber(2, 1) ?? 0), entry => {
      entry.code('name_type', 1, names.nameType);
      entry.opaque('HostName', 2, 'host_name', quoted);
    });
  });
};

const statusRequest: Read = (reader, context) => {
  if (reader.left === 0) return;
  reader.code('status_type', 1, names.statusType);
  if (context === 'ClientHello' || context === 'CertificateRequest') {
    reader.opaque('responder_id_list', 2, 'responder_ids');
    reader.opaque('request_extensions', 2, 'extensions');
  } else reader.opaque('response', 3, 'OCSPResponse');
};

const keyShareEntry = (reader: Reader): void => {
  reader.group('KeyShareEntry', 4 + (reader.peekNumber(2, 2) ?? 0), entry => {
    entry.code('group', 2, names.namedGroup);
    entry.opaque('key_exchange', 2, 'key_exchange');
  });
};

const keyShare: Read = (reader, context) => {
  if (context === 'ClientHello') reader.list('client_shares', 2, keyShareEntry);
  else if (context === 'HelloRetryRequest') reader.code('selected_group', 2, names.namedGroup);
  else keyShareEntry(reader);
};

const supportedVersions: Read = (reader, context) => {
  if (context === 'ClientHello')
    reader.list('versions', 1, list => void list.code('ProtocolVersion', 2, names.version));
  else reader.code('selected_version', 2, names.version);
};

const preSharedKey: Read = (reader, context) => {
  if (context !== 'ClientHello') return void reader.number('selected_identity', 2);
  reader.list('identities', 2, list => {
    list.group('PskIdentity', 6 + (list.peekNumber(2) ?? 0), identity => {
      identity.opaque('identity', 2, 'identity');
      identity.number('obfuscated_ticket_age', 4);
    });
  });
  reader.list('binders', 2, list => void list.opaque('PskBinderEntry', 1, 'binder'));
};

const earlyData: Read = (reader, context) => {
  if (context === 'NewSessionTicket') reader.number('max_early_data_size', 4);
};

const schemes: Read = reader => {
  reader.list('supported_signature_algorithms', 2, list => void list.code('SignatureScheme', 2, names.signatureScheme));
};

const alpn: Read = reader => {
  reader.list('protocol_name_list', 2, list => void list.opaque('ProtocolName', 1, 'name', quoted));
};

const certificateTypes: Read = (reader, context) => {
  const type = (one: Reader) => void one.code('CertificateType', 1, names.certificateType);
  if (context === 'ClientHello') reader.list('certificate_types', 1, type);
  else type(reader);
};

/** RFC 9846, section 4.3.4: distinguished names in DER. */
export const authorities = (reader: Reader): void => {
  reader.list('authorities', 2, list => {
    list.vector('DistinguishedName', 2, entry => void readName(entry, 'Name'));
  });
};

const READ: Readonly<Record<number, Read>> = {
  [EXTENSION.serverName]: serverName,
  [EXTENSION.maxFragmentLength]: reader =>
    void reader.number('max_fragment_length', 1, code => `${2 ** (code + 8)} bytes`),
  [EXTENSION.statusRequest]: statusRequest,
  [EXTENSION.supportedGroups]: reader =>
    void reader.list('named_group_list', 2, list => void list.code('NamedGroup', 2, names.namedGroup)),
  [EXTENSION.ecPointFormats]: reader =>
    void reader.list('ec_point_format_list', 1, list => void list.code('ECPointFormat', 1, names.pointFormat)),
  [EXTENSION.signatureAlgorithms]: schemes,
  [EXTENSION.signatureAlgorithmsCert]: schemes,
  [EXTENSION.alpn]: alpn,
  [EXTENSION.clientCertificateType]: certificateTypes,
  [EXTENSION.serverCertificateType]: certificateTypes,
  [EXTENSION.compressCertificate]: reader =>
    void reader.list('algorithms', 1, list => void list.code('algorithm', 2, names.certificateCompression)),
  [EXTENSION.recordSizeLimit]: reader => void reader.number('RecordSizeLimit', 2),
  [EXTENSION.sessionTicket]: reader => void reader.rest('ticket'),
  [EXTENSION.preSharedKey]: preSharedKey,
  [EXTENSION.earlyData]: earlyData,
  [EXTENSION.supportedVersions]: supportedVersions,
  [EXTENSION.cookie]: reader => void reader.opaque('cookie', 2, 'cookie'),
  [EXTENSION.pskModes]: reader =>
    void reader.list('ke_modes', 1, list => void list.code('PskKeyExchangeMode', 1, names.pskMode)),
  [EXTENSION.certificateAuthorities]: authorities,
  [EXTENSION.keyShare]: keyShare,
  [EXTENSION.renegotiationInfo]: reader => void reader.opaque('renegotiated_connection', 1, 'verify_data'),
};

/** The extensions of a message, each in a field of its own name; nothing where a message of TLS 1.2 ends before them. */
export function readExtensions(reader: Reader, context: Context): void {
  reader.list('extensions', 2, list => {
    const type = list.peekNumber(2) ?? -1;
    const name = names.extensionType(type) ?? `extension ${type}`;
    const was = names.EXTENSION_WAS[type];
    list.group(was ? [name, was] : name, 4 + (list.peekNumber(2, 2) ?? 0), extension => {
      extension.code('extension_type', 2, names.extensionType);
      const length = extension.number('length', 2);
      if (length > 0) extension.group('extension_data', length, data => void (READ[type] ?? opaque)(data, context));
    });
  });
}

const opaque: Read = reader => void reader.rest('extension_data');
