import { X509Certificate } from 'node:crypto';
import { compare, pem, refused } from '#check';

const [ca, server, client] = ['ca', 'server', 'client'].map(name => new X509Certificate(pem(`${name}.crt`)));
compare([server.verify(ca.publicKey), client.checkIssued(ca), ca.verify(server.publicKey)], []);
compare([server.checkHost('localhost'), server.checkHost('elsewhere.test'), server.checkIP('127.0.0.1')], []);
compare([client.checkEmail('nobody@client.test'), ca.checkPrivateKey, ca.ca], []);
for (const {
  subject,
  issuer,
  subjectAltName,
  validFrom,
  validToDate,
  fingerprint256,
  serialNumber,
  keyUsage,
  infoAccess,
} of [ca, server]) {
  compare(
    { subject, issuer, subjectAltName, validFrom, validToDate, fingerprint256, serialNumber, keyUsage, infoAccess },
    {},
  );
}
compare(server.toLegacyObject(), server.toString());
compare(new X509Certificate(server.raw).publicKey.export({ format: 'jwk' }), {});
await refused(() => new X509Certificate('no certificate'));
await refused(() => new X509Certificate(server.raw.subarray(0, 50)));
