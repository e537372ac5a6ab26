/** Where our reading and Wireshark's may differ, each with the reason. The first part is of fields of ours, `parent/leaf`. */
export const OURS_ONLY: readonly (readonly [ours: RegExp, why: string])[] = [
  [
    /\/(tag|length octets|unused bits)$/,
    'Wireshark shows what a value of DER says, not its tag, its length, or how many bits are unused',
  ],
  [
    /^(HTTP-message|head|.*-line|last-chunk|chunk|chunked-body|[A-Z][\w-]*)\/(SP|CRLF|OWS|colon|field-name|field-value)$/,
    'Wireshark has a line of HTTP as one',
  ],
  [/^(chunk|last-chunk)\/(chunk-size|chunk-ext)$/, 'Wireshark has the size of a chunk with the end of its line'],
  [
    /^(encrypted_record|fragment)\/(ciphertext|authentication tag|nonce_explicit)$/,
    'Wireshark shows what an opened record says in place of its box',
  ],
  [
    /^(content|TLSPlaintext\.fragment)\/application data$/,
    'Wireshark gives it to the protocol inside, or shows only its box',
  ],
  [/^Linux cooked capture\/Reserved$/, 'Wireshark passes over it'],
  [/^handshake message 99\//, 'Wireshark does not open a message that it does not know'],
  [/^PskBinderEntry\//, 'Wireshark has the binders as one'],
  [
    /^TLSPlaintext\/fragment|^fragment\/part of a handshake message|^content\/part of a handshake message/,
    'Wireshark shows only the whole message',
  ],
  [/^data\/data octets$/, 'the packet has it as its payload'],
];

/** Fields of Wireshark whose bytes are no field of ours. */
export const THEIRS_ONLY: readonly (readonly [theirs: RegExp, why: string])[] = [
  [
    /^(eth\.(src|dst)\.(ig|lg)|ip\.flags\.|ipv6\.(flow|version)|tcp\.flags\.|tcp\.hdr_len|null\.)/,
    'bits; we have them in the field that they are part of',
  ],
  [/^tls\.handshake\.(random_time|random_bytes)$/, 'a time in Random: RFC 9846 has none'],
  [/^tls\.handshake\.sig_hash_(hash|sig)$/, 'halves of a scheme: RFC 9846 has none'],
  [/^tcp\.segment_data$/, 'parts of what is put together'],
  [/^urlencoded-form\./, 'a format inside of HTTP'],
  [/^data(\.data)?$/, 'the payload, once more'],
  [
    /^http\.(request\.uri\.|file_data|chunk_size|chunked_trailer_part)/,
    'parts of a target, a body without its chunks, a size with the end of its line',
  ],
];

/** What Wireshark 4.0 calls numbers that RFC 9846 or IANA call otherwise, or that came after it; ours first. */
export const OTHER_WORDS: Readonly<Record<string, string>> = {
  // RFC 9846 renamed it.
  extended_main_secret: 'extended_master_secret',
  // Given out after Wireshark 4.0.
  X25519MLKEM768: 'Unknown',
  mldsa44: 'Unknown SM2',
  mldsa65: 'Unknown Unknown',
  mldsa87: 'Unknown Unknown',
  ecdsa_brainpoolP256r1tls13_sha256: 'Unknown Unknown',
  ecdsa_brainpoolP384r1tls13_sha384: 'Unknown Unknown',
  ecdsa_brainpoolP512r1tls13_sha512: 'Unknown Unknown',
  // Pairs of RFC 5246 without a name in RFC 9846: it says the hash first, we say it like the others.
  dsa_sha224: 'SHA224 DSA',
  dsa_sha256: 'SHA256 DSA',
  dsa_sha384: 'SHA384 DSA',
  dsa_sha512: 'SHA512 DSA',
  ecdsa_sha224: 'SHA224 ECDSA',
  rsa_pkcs1_sha224: 'SHA224 RSA',
};

/** Situations in which Wireshark leaves fields out that we name, by their names. */
export const SITUATIONS: Readonly<Record<string, string>> = {
  'garbage: a record of nothing': 'Wireshark does not open a record of handshake messages without any',
};
