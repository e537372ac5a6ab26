/**
 * The name or address of `name:port` in its one canonical form, without the port; undefined where there is none.
 * RFC 9110, 7.2.
 */
export function nameIn(authority: string): string | undefined {
  if (!/^(\[[\da-f:.]+\]|[^\s/?#@\\:[\]]+)(:\d*)?$/i.test(authority)) return undefined;
  const name = URL.parse(`http://${authority}`)?.hostname.replace(/\.$/, '');
  // What else URLs allow, `$` for one, has no place in a command that somebody might copy.
  return name && /^(\[[\da-f:]+\]|[\w.-]+)$/.test(name) ? name : undefined;
}

/** Whether a host as URLs have it is this computer itself, which no resolver and no network comes between (RFC 6761, 6.3). */
export function isLoopback(hostname: string): boolean {
  return /^(.+\.)?localhost$/.test(hostname) || /^127(\.\d+){3}$/.test(hostname) || hostname === '[::1]';
}
