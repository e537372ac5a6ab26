/** A word that somebody who knows a little JavaScript and no networks may not know. */
export interface TechnicalWord {
  /** Its id in the glossary, whether it is there or not. */
  id: string;
  en: RegExp;
  ko: RegExp;
}

const word = (id: string, en: RegExp, ko: RegExp = en): TechnicalWord => ({ id, en, ko });

/** Written by hand: what no program can tell from other words. */
export const TECHNICAL_WORDS: readonly TechnicalWord[] = [
  word('aead', /\bAEAD\b/),
  word('aes', /\bAES\b/),
  word('back-pressure', /\bback-?pressure\b/i, /배압/),
  word('block-cipher', /\bblock ciphers?\b/i, /블록 암호/),
  word('brute-force', /\bbrute force\b/i, /무차별 대입/),
  word('buffers', /\bbuffers?\b/, /버퍼/),
  word('byte-stream', /\bstreams?\b/i, /(?<!키 )스트림/),
  word('ca', /\bcertificate authorit(y|ies)\b|\bCAs?\b/i, /인증 기관|\bCA\b/),
  word('certificate', /\bcertificates?\b/i, /인증서/),
  word('ciphertext', /\bciphertexts?\b/i, /암호문/),
  word('client', /\bclients?\b/i, /클라이언트/),
  word('connection', /\bconnections?\b/i, /연결(?![해하])/),
  word('datagram', /\bdatagrams?\b/i, /데이터그램/),
  word('dns', /\bDNS\b/),
  word('ed25519', /\bEd25519\b/),
  word('encryption', /\bencrypt(s|ed|ion)?\b/i, /암호화/),
  word('entropy', /\bentropy\b/i, /엔트로피/),
  word('fin', /\bFIN\b/),
  word('flow-control', /\bflow control\b/i, /흐름 제어/),
  word('framing', /\bframing\b/i, /프레이밍/),
  word('handshake', /\bhandshakes?\b/, /핸드셰이크/),
  word('hash', /\bdigests?\b|\bhash(es|ed)?\b/i, /다이제스트|해시/),
  word('hex', /\bhex\b/i, /16진수/),
  word('hmac', /\bHMAC\b/),
  word('http', /\bHTTPS?\b/),
  word('ip-address', /\bIP address(es)?\b/i, /IP 주소/),
  word('kernel', /\bkernels?\b/i, /커널/),
  word(
    'key',
    /(?<!(public|private|symmetric) )\bkeys?\b(?! (exchange|pair))/i,
    /(?<!공개 |개인 |대칭 |[가-힣])키(?=[ 가는를에와로도의])(?! (스트림|쌍|교환|유도))/,
  ),
  word('key-exchange', /\bkey exchange\b/i, /키 교환/),
  word('mac', /\bMACs?\b/),
  word('mirror', /\bmirrors?\b/i, /미러/),
  word('nonce', /\bnonces?\b/i, /논스/),
  word('packet', /\bpackets?\b/i, /패킷/),
  word('padding', /\bpadding\b/i, /패딩/),
  word('pem', /\bPEM\b/),
  word('plaintext', /\bplaintexts?\b/i, /평문/),
  word('port', /\bports?\b/i, /포트/),
  word('private-key', /\bprivate keys?\b/i, /개인 키/),
  word('process', /\bprocess(es)?\b/i, /프로세스/),
  word('promise', /\bpromises?\b(?= (of|is|was|were|settles|that))/i, /프로미스/),
  word('protocol', /\bprotocols?\b/i, /프로토콜/),
  word('public-key', /\bpublic keys?\b/i, /공개 키/),
  word('reset', /\bresets?\b/i, /리셋/),
  word('rsa', /\bRSA\b/),
  word('salt', /\bsalt(s|ed)?\b/i, /솔트/),
  word('scrypt', /\bscrypt\b/),
  word('server', /\bservers?\b/i, /서버/),
  word('sha-256', /\bSHA-256\b/),
  word('signature', /\bsign(s|ed|ature|atures)\b/i, /서명/),
  word('socket', /\bsockets?\b/i, /소켓/),
  word('tag', /\bauthentication tags?\b/i, /인증 태그/),
  word('tcp', /\bTCP\b/),
  word('tls', /\bTLS\b/),
  word('token', /\btokens?\b/i, /토큰/),
  word('udp', /\bUDP\b/),
  word('utf-8', /\bUTF-8\b/),
  word('x509', /\bX\.509\b/),
  word('xor', /\bXOR\b/),
];

/**
 * What a reader reads of a page's text: code, addresses and components are blanks of the same length, so that places
 * stay; headings too, which a word cannot be explained in. `<Term>` stays.
 */
export function readable(text: string): string {
  const blank = (found: string): string => ' '.repeat(found.length);
  return text
    .replace(/^```[^]*?^```/gm, blank)
    .replace(/<(?!\/?Term\b)[A-Z][^]*?\/?>/g, blank)
    .replace(/`[^`\n]*`/g, blank)
    .replace(/^#.*$/gm, blank);
}

/** The words that a text uses, each with the place where it first stands. */
export function wordsIn(text: string, lang: 'en' | 'ko'): { id: string; at: number }[] {
  // What stands in a tag is no text.
  const shown = text.replace(/<[^>]*>/g, tag => ' '.repeat(tag.length));
  return TECHNICAL_WORDS.flatMap(({ id, [lang]: pattern }) => {
    const found = pattern.exec(shown);
    return found ? [{ id, at: found.index }] : [];
  });
}

/** Whether a word at a place can be looked up there: it stands in a `<Term>` with an id, or in a link. */
export function isExplained(text: string, at: number): boolean {
  const before = text.slice(0, at);
  const opened = before.lastIndexOf('<Term id=');
  const inTerm = opened >= 0 && opened > before.lastIndexOf('</Term>');
  return inTerm || /\[[^\]\n]*$/.test(before);
}
