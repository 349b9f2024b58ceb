import type { Registry } from 'prom-client';
import { exportCounter, exportGauge } from './export.ts';

/** What flows over the streams of all faces: plain numbers that whoever streams counts up and down. */
export class StreamMetrics {
  /** Connections that are open. */
  connections = 0;
  /** Messages handed to readers, and heard from them. */
  sent = 0;
  received = 0;
  /** Messages that a slow reader did not get because a newer one replaces them. */
  leftOut = 0;
  /** Readers disconnected because too much stayed unread. */
  cutOff = 0;

  constructor(registry: Registry) {
    exportGauge(registry, 'outcry_stream_connections', 'Streams that are open', () => this.connections);
    exportCounter(registry, 'outcry_stream_sent_total', 'Messages sent to readers of streams', () => this.sent);
    exportCounter(registry, 'outcry_stream_received_total', 'Messages received on streams', () => this.received);
    exportCounter(
      registry,
      'outcry_stream_left_out_total',
      'Times a slow reader was passed over: it gets the newest when it has caught up',
      () => this.leftOut,
    );
    exportCounter(
      registry,
      'outcry_stream_cut_off_total',
      'Readers disconnected because too much stayed unread',
      () => this.cutOff,
    );
  }
}
