/** What a lesson may need of a runtime. A runtime has one only if a call to it was seen to work. */
export const CAPABILITIES = [
  'hash',
  'hmac',
  'aes-cbc',
  'aes-gcm',
  'scrypt',
  'pbkdf2',
  'hkdf',
  'rsa',
  'ecdsa',
  'ed25519',
  'ecdh',
  'x509',
  'net',
  'http',
  'udp',
  'tls',
  'mutual-tls',
  'child-process',
  'users',
] as const;
export type Capability = (typeof CAPABILITIES)[number];
