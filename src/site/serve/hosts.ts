import type { IncomingMessage } from 'node:http';
import { hostname, networkInterfaces } from 'node:os';

import { environment } from '../../environment/index.server.ts';
import { isLoopback, nameIn } from '../../environment/host-name.ts';

/** Why a request's host will not do, with the HTTP status that says so. */
export interface Refusal {
  status: 400 | 421;
  text: string;
}

/**
 * Judges by the Host header whom a request was meant for; undefined where it is this server. A page of another site can
 * let its own name point at this computer (DNS rebinding) and would be of our origin then, but for that name in Host.
 * Taken are this computer's names and addresses and `others`. RFC 9110, 7.4 and 15.5.20; RFC 9112, 3.2.
 */
export function hostRefusal(
  { headersDistinct, httpVersion, url = '' }: IncomingMessage,
  others: readonly string[],
): Refusal | undefined {
  const given = headersDistinct['host'] ?? [];
  // No browser leaves it out, so nobody has been tricked into such a request.
  if (given.length === 0 && httpVersion === '1.0') return undefined;
  if (given.length !== 1) return { status: 400, text: 'A request needs one Host header.\n' };
  const named = /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)/i.exec(url)?.[1] ?? given[0]!;
  const name = nameIn(named);
  if (name === undefined) return { status: 400, text: 'The Host header holds no name of a computer.\n' };
  return isOwn(name) || others.some(other => nameIn(other) === name)
    ? undefined
    : { status: 421, text: stranger(name) };
}

/** Reads HANDSHAKE_HOSTS, names with commas between; throws where one is no name. */
export function hostsFrom(env: Readonly<Record<string, string | undefined>>): string[] {
  return environment(['HANDSHAKE_HOSTS'], env).HANDSHAKE_HOSTS;
}

function isOwn(name: string): boolean {
  if (isLoopback(name)) return true;
  const own = hostname().toLowerCase();
  if (name === own || name === `${own.split('.')[0]}.local`) return true;
  // Asked anew: addresses come and go with networks.
  return Object.values(networkInterfaces())
    .flatMap(list => list ?? [])
    .some(({ address, family }) => name === (family === 'IPv6' ? nameIn(`[${address}]`) : address));
}

function stranger(name: string): string {
  return (
    `This Handshake does not answer to the name ${name}. If it should, start it with HANDSHAKE_HOSTS=${name} npm start\n` +
    `이 Handshake는 ${name}(이)라는 이름으로 온 요청에 응답하지 않아요. 응답하게 하려면 HANDSHAKE_HOSTS=${name} npm start 로 시작하세요.\n`
  );
}
