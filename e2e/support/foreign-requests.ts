import { expect, type BrowserContext } from '@playwright/test';

/** Keeps a list of all requests of a context, its workers' too, that go anywhere but to this computer. */
export function recordForeignRequests(context: BrowserContext): string[] {
  const foreign: string[] = [];
  const note = (url: string): void => {
    const { protocol, hostname } = new URL(url);
    if (['data:', 'blob:', 'about:'].includes(protocol)) return;
    if (hostname !== 'localhost' && !hostname.startsWith('127.')) foreign.push(url);
  };
  context.on('request', request => note(request.url()));
  context.on('page', page => page.on('websocket', socket => note(socket.url())));
  return foreign;
}

export function expectNoForeignRequests(foreign: readonly string[]): void {
  expect(foreign, 'requests that left this computer').toEqual([]);
}
