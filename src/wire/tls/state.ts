/** The number of the version in messages. */
export const TLS13 = 0x0304;

/** What the readers of messages have to know of the connection so far. */
export interface HandshakeState {
  /** 0x0304 once a ServerHello chose it; undefined before. */
  version?: number;
  cipherSuite?: number;
  clientRandom?: Uint8Array;
  serverRandom?: Uint8Array;
  /** Whether this client sends application data before the server has answered. */
  earlyData?: boolean;
  /** The suites that the client offered. */
  offered?: number[];
}
