/** One end of a conversation. */
export interface End {
  address: string;
  port: number;
}

/** What a segment or a datagram carries, and from where to where. */
export interface Carried {
  from: End;
  to: End;
  payload: Uint8Array;
  tcp?: { sequence: number; syn: boolean; ack: boolean; fin: boolean; rst: boolean };
}

export const endName = ({ address, port }: End): string =>
  `${address.includes(':') ? `[${address}]` : address}:${port}`;

/** The name of the conversation that both directions share. */
export function flowName({ from, to, tcp }: Carried): string {
  return [tcp ? 'tcp' : 'udp', ...[endName(from), endName(to)].sort()].join(' ');
}
