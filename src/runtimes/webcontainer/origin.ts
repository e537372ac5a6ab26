/** Where the WebContainer service is, unless a site has an enterprise's own. */
export const DEFAULT_ORIGIN = 'https://stackblitz.com';
