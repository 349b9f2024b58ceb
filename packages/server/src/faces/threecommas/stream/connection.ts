import type { WebSocket } from 'ws';
import type { StreamMetrics } from '../../../metrics/index.ts';
import type { StreamLimits } from './limits.ts';
import { disconnectMessage } from './messages.ts';

/** How long a client may take to answer a closing before its line is cut (ms). */
const CLOSING_MS = 2_000;

/** A subscription: the keys that opened it, and how it ends. */
export interface Subscription {
  readonly apiKeys: readonly string[];
  readonly end: () => void;
}

/** One client. What it does not read is bounded. */
export class Connection {
  readonly address: string;
  readonly openedAt: number;
  /** By identifier. */
  readonly subscriptions = new Map<string, Subscription>();
  /** Whether it has answered since the last look. */
  alive = true;
  readonly #socket: WebSocket;
  readonly #limits: StreamLimits;
  readonly #metrics: StreamMetrics;
  #second = 0;
  #messages = 0;

  constructor(socket: WebSocket, address: string, openedAt: number, limits: StreamLimits, metrics: StreamMetrics) {
    this.#socket = socket;
    this.address = address;
    this.openedAt = openedAt;
    this.#limits = limits;
    this.#metrics = metrics;
  }

  send(text: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(text);
    this.#metrics.sent++;
    if (this.#socket.bufferedAmount <= this.#limits.maxUnreadBytes) return;
    this.#metrics.cutOff++;
    this.#socket.terminate();
  }

  /** Whether this message is still within the limit; `second` is the wall clock's. */
  countMessage(second: number): boolean {
    if (second !== this.#second) {
      this.#second = second;
      this.#messages = 0;
    }
    this.#metrics.received++;
    return ++this.#messages <= this.#limits.maxMessagesPerSecond;
  }

  /** Cuts off who has not answered since the last look. */
  look(): void {
    if (!this.alive) return this.#socket.terminate();
    this.alive = false;
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping();
  }

  /** Says why, and closes. */
  dismiss(code: number, reason: string, reconnect = true): void {
    this.send(disconnectMessage(reason, reconnect));
    this.#socket.close(code, reason);
    setTimeout(() => this.#socket.terminate(), CLOSING_MS).unref();
  }

  /** Ends every subscription: nobody listens any more. */
  endAll(): void {
    for (const { end } of this.subscriptions.values()) end();
    this.subscriptions.clear();
  }
}
