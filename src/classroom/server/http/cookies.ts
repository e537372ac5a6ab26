/** The value of a cookie in a Cookie header (RFC 6265, 4.2.1). */
export function cookieIn(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}

export interface CookieOptions {
  /** Seconds; 0 takes the cookie away. */
  maxAge: number;
  /** Whether the connection is https. */
  secure: boolean;
  /** Whether scripts of a page may read it. */
  readable?: boolean;
}

/** A Set-Cookie header for the whole site, sent by no other site's forms and frames (RFC 6265bis, 5.6.7). */
export function setCookie(name: string, value: string, { maxAge, secure, readable }: CookieOptions): string {
  const flags = [...(readable ? [] : ['HttpOnly']), ...(secure ? ['Secure'] : [])];
  return [`${name}=${value}`, 'Path=/', `Max-Age=${maxAge}`, 'SameSite=Lax', ...flags].join('; ');
}
