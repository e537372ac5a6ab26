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
  /**
   * Whether it comes back with what another site posts, also in its frame, where it is another one for each site (CHIPS).
   * It is Secure then, whatever the connection: browsers refuse it else.
   */
  crossSite?: boolean;
}

/** A Set-Cookie header for the whole site; unless told, sent by no other site's forms and frames (RFC 6265bis, 5.6.7). */
export function setCookie(name: string, value: string, { maxAge, secure, readable, crossSite }: CookieOptions): string {
  const flags = [...(readable ? [] : ['HttpOnly']), ...(secure || crossSite ? ['Secure'] : [])];
  const site = crossSite ? ['SameSite=None', 'Partitioned'] : ['SameSite=Lax'];
  return [`${name}=${value}`, 'Path=/', `Max-Age=${maxAge}`, ...site, ...flags].join('; ');
}
