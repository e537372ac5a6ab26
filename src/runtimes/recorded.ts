/** A packet of a machine's own network. */
export interface RecordedPacket {
  /** When it crossed the network: ms since 1970 by the machine's clock, to the microsecond; it never goes back. */
  time: number;
  /** An Ethernet frame (link type 1), whole. */
  bytes: Uint8Array;
}

/** What crossed a machine's network during a run, and the secrets that open it; or so much of it as is news. */
export interface Recorded {
  packets: readonly RecordedPacket[];
  /** Whole lines of a key log (RFC 9850), of the program's TLS connections. A program can make its own lines wrong. */
  keyLog: string;
  /** Packets that came too fast to be recorded. */
  dropped: number;
  /** More than `WIRE_LIMIT` crossed it: nothing that came later is here. */
  cut: boolean;
}

/** Bytes of packets of one run after which no more is recorded. */
export const WIRE_LIMIT = 8 * 1024 * 1024;

/** What has been recorded before anything was. */
export const NOTHING_RECORDED: Recorded = { packets: [], keyLog: '', dropped: 0, cut: false };

/** What was recorded, with its news. */
export function withNews(before: Recorded, news: Recorded): Recorded {
  return {
    packets: [...before.packets, ...news.packets],
    keyLog: before.keyLog + news.keyLog,
    dropped: before.dropped + news.dropped,
    cut: before.cut || news.cut,
  };
}
