import type { NamedEnd } from '../../course/hands-on.ts';
import { fieldsOf } from '../../wire/field.ts';
import { endName, type End } from '../../wire/packet/index.ts';
import type { Message } from '../../wire/read.ts';
import type { Side } from '../../wire/tls/connection.ts';
import { certificateNames } from './certificate-names.ts';

/** A vertical line of the drawing: one end, or several that there is no room for. */
export interface Lane {
  side: Side;
  ends: End[];
  /** Who this end says it is, by its certificate; whether that is true is another question. */
  claims?: string;
  /** Who signed that certificate, by the name that it gives. */
  issuer?: string;
  /** Who it is in the lesson. */
  named?: string;
}

export interface Lanes {
  all: readonly Lane[];
  /** The lane of an end, by its place in `all`. */
  of: (end: End, side: Side) => number;
}

/** More are not told apart in the width of a panel: then the clients share a lane, and the servers another. */
const MOST_LANES = 4;

/** The lanes that these messages need, clients first, each in the order of its first message; `ends` names some of them. */
export function lanesOf(messages: readonly Message[], ends: readonly NamedEnd[] = []): Lanes {
  const found = new Map<string, Lane>();
  for (const message of messages) {
    const other = message.side === 'client' ? 'server' : 'client';
    const lane = laneAt(found, message.from, message.side);
    laneAt(found, message.to, other);
    if (message.name === 'Certificate' && !lane.claims) Object.assign(lane, claimIn(message));
  }
  nameLanes([...found.values()], ends);
  return inOrder(found.size > MOST_LANES ? shared(found) : found);
}

const keyOf = (end: End, side: Side): string => `${side} ${endName(end)}`;

function laneAt(found: Map<string, Lane>, end: End, side: Side): Lane {
  const known = found.get(keyOf(end, side));
  if (known) return known;
  const lane: Lane = { side, ends: [end] };
  found.set(keyOf(end, side), lane);
  return lane;
}

/** One lane for all clients; one for all servers too, where there are more than there is room for. */
function shared(found: ReadonlyMap<string, Lane>): Map<string, Lane> {
  const lanes = [...found.values()];
  const servers = lanes.filter(({ side }) => side === 'server');
  const together: Record<Side, Lane> = { client: union(lanes, 'client'), server: union(lanes, 'server') };
  const alone = servers.length < MOST_LANES;
  return new Map(
    [...found].map(([key, lane]) => [key, lane.side === 'server' && alone ? lane : together[lane.side]] as const),
  );
}

function union(lanes: readonly Lane[], side: Side): Lane {
  const own = lanes.filter(lane => lane.side === side);
  const names = new Set(own.map(({ named }) => named));
  const [named] = names.size === 1 ? names : [];
  return { side, ends: own.flatMap(({ ends }) => ends), ...(named && { named }) };
}

/** Each lane by the first of the lesson's names that fits it, as src/course/hands-on.ts has them. */
function nameLanes(lanes: readonly Lane[], ends: readonly NamedEnd[]): void {
  for (const lane of lanes) {
    const place = lanes.filter(({ side }) => side === lane.side).indexOf(lane) + 1;
    const fits = ({ side, issuer = lane.issuer, nth = place }: NamedEnd): boolean =>
      side === lane.side && issuer === lane.issuer && nth === place;
    const end = ends.find(fits);
    if (end) lane.named = end.name;
  }
}

function inOrder(found: ReadonlyMap<string, Lane>): Lanes {
  const distinct = [...new Set(found.values())];
  const all = (['client', 'server'] as const).flatMap(side => distinct.filter(lane => lane.side === side));
  return { all, of: (end, side) => Math.max(0, all.indexOf(found.get(keyOf(end, side))!)) };
}

/** The names in the first certificate of a Certificate message. */
function claimIn({ layers }: Message): Pick<Lane, 'claims' | 'issuer'> {
  const root = layers.at(-1)?.root;
  const first = root && fieldsOf(root).find(({ name, children }) => name === 'tbsCertificate' && children);
  const { common, issuer } = first ? certificateNames(first) : {};
  return { ...(common && { claims: common }), ...(issuer && { issuer }) };
}
