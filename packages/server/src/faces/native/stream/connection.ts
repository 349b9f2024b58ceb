import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { Caller } from '../../../identity/index.ts';
import type { StreamMetrics } from '../../../metrics/index.ts';
import { CLOSE_CODES, type StreamLimits } from './limits.ts';
import type { ServerMessage } from './messages.ts';

/** How long a reader may take to answer a closing before its line is cut (ms). */
const CLOSING_MS = 5_000;

const AS_TEXT = { binary: false };

/** One reader of the stream. What it does not read is bounded. */
export class Connection {
  readonly #socket: WebSocket;
  readonly #line: Socket;
  readonly #limits: StreamLimits;
  readonly #metrics: StreamMetrics;
  /** Ends of its subscriptions by name. */
  readonly subscriptions = new Map<string, () => void>();
  caller: Caller | null;
  /** Whether anything was heard since the last ping. */
  alive = true;
  #held = false;
  #second = 0;
  #messages = 0;

  /** `line` is what carries the socket. */
  constructor(socket: WebSocket, line: Socket, caller: Caller | null, limits: StreamLimits, metrics: StreamMetrics) {
    this.#socket = socket;
    this.#line = line;
    this.#limits = limits;
    this.#metrics = metrics;
    this.caller = caller;
  }

  /** Whether it has so much unread that it gets nothing that can be left out. */
  get slow(): boolean {
    return this.#socket.bufferedAmount > this.#limits.slowBytes;
  }

  get open(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  send(message: ServerMessage): void {
    this.sendBytes(Buffer.from(JSON.stringify(message)));
  }

  /** Sends a message written once for many readers. What is sent in one turn of the program goes out together. */
  sendBytes(text: Buffer): void {
    if (!this.open) return;
    this.#hold();
    this.#socket.send(text, AS_TEXT);
    this.#metrics.sent++;
    if (this.#socket.bufferedAmount > this.#limits.maxUnreadBytes) {
      this.#metrics.cutOff++;
      this.close(CLOSE_CODES.tooSlow, `more than ${this.#limits.maxUnreadBytes} bytes unread`);
    }
  }

  /** Whether this message is still within the limit; `second` is the wall clock's. */
  countMessage(second: number): boolean {
    if (second !== this.#second) {
      this.#second = second;
      this.#messages = 0;
    }
    this.#messages++;
    this.#metrics.received++;
    return this.#messages <= this.#limits.maxMessagesPerSecond;
  }

  ping(): void {
    this.alive = false;
    if (this.open) this.#socket.ping();
  }

  /** `withinMs`: then the line is cut. */
  close(code: number, reason: string, withinMs = CLOSING_MS): void {
    this.#socket.close(code, reason);
    setTimeout(() => this.#socket.terminate(), withinMs).unref();
  }

  /** Notes that it was passed over because it is slow. */
  passOver(): void {
    this.#metrics.leftOut++;
  }

  /** Cuts the line without a word: nobody is there any more. */
  cut(): void {
    this.#socket.terminate();
  }

  #hold(): void {
    if (this.#held) return;
    this.#held = true;
    this.#line.cork();
    process.nextTick(() => {
      this.#held = false;
      this.#line.uncork();
    });
  }
}
