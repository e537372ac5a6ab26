import { renderSVG } from 'uqr';

import { shownJoinCode } from '../../rules/join-code.ts';
import type { ClassAsk } from '../http/ask.ts';
import type { CodeView } from '../views.ts';
import { classPath } from './common.ts';

/** The class's code while it is good, the address to type it at, and both as a picture to scan. */
export async function codeView(ask: ClassAsk): Promise<CodeView | undefined> {
  const { klass, room } = ask;
  const open = await room.stores.classes.codeOf(klass.id);
  if (!open || open.expiresAt <= room.now()) return undefined;
  const shown = shownJoinCode(open.code);
  const address = `${originOf(ask)}${classPath(ask, 'join')}`;
  const link = `${address}?code=${shown}`;
  return { shown, address, link, qr: renderSVG(link, { border: 2 }), expires: open.expiresAt };
}

/** Where pupils reach this server: where the teacher does, unless that is a name for one's own computer. */
function originOf({ secure, request, room }: ClassAsk): string {
  const host = request.headers.host ?? '';
  const isOwn = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|$)/.test(host);
  return (isOwn && room.outside) || `${secure ? 'https' : 'http'}://${host}`;
}
