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
}

export interface Lanes {
  all: readonly Lane[];
  /** The lane of an end, by its place in `all`. */
  of: (end: End, side: Side) => number;
}

/** More are not told apart in the width of a panel: then the clients share a lane, and the servers another. */
const MOST_LANES = 4;

/** The lanes that these messages need, clients first, each in the order of its first message. */
export function lanesOf(messages: readonly Message[]): Lanes {
  const found = new Map<string, Lane>();
  for (const message of messages) {
    const other = message.side === 'client' ? 'server' : 'client';
    const lane = laneAt(found, message.from, message.side);
    laneAt(found, message.to, other);
    if (message.name === 'Certificate' && !lane.claims) lane.claims = claimIn(message);
  }
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
  return { side, ends: lanes.filter(lane => lane.side === side).flatMap(({ ends }) => ends) };
}

function inOrder(found: ReadonlyMap<string, Lane>): Lanes {
  const distinct = [...new Set(found.values())];
  const all = (['client', 'server'] as const).flatMap(side => distinct.filter(lane => lane.side === side));
  return { all, of: (end, side) => Math.max(0, all.indexOf(found.get(keyOf(end, side))!)) };
}

/** The name in the first certificate of a Certificate message. */
function claimIn({ layers }: Message): string | undefined {
  const root = layers.at(-1)?.root;
  const first = root && fieldsOf(root).find(({ name, children }) => name === 'tbsCertificate' && children);
  return first && certificateNames(first).common;
}
