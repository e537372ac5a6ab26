import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What an owner can watch, in Prometheus' text format; labels are words of ours, never people. */
export interface Metrics {
  /** Seconds by method, route and status. */
  requests: Histogram<'method' | 'route' | 'status'>;
  events: Counter<'kind'>;
  streams: Gauge;
  text(): Promise<string>;
  type: string;
}

/** Counters of one server, with Node's own where `process` says so. */
export function createMetrics({ process = true } = {}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (process) collectDefaultMetrics({ register: registry });
  return {
    requests: new Histogram({
      name: 'handshake_request_seconds',
      help: 'Requests of the class, by route and status',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.02, 0.05, 0.15, 0.5, 2, 10],
      registers,
    }),
    events: new Counter({
      name: 'handshake_events_total',
      help: "Pupils' drafts, runs and checks stored",
      labelNames: ['kind'],
      registers,
    }),
    streams: new Gauge({ name: 'handshake_live_streams', help: 'Boards that are open now', registers }),
    text: () => registry.metrics(),
    type: registry.contentType,
  };
}
