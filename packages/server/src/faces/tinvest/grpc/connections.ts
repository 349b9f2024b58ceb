import type { Socket } from 'node:net';
import type { Logger } from 'pino';

/** How many connections of gRPC clients may be open. */
export interface ConnectionLimits {
  /** Over both ports. */
  readonly total: number;
  /** From one address; not counted when limits are lifted. */
  readonly perAddress: number;
}

/** A client opens one for each of its channels, and robots share addresses behind proxies. */
export const CONNECTION_LIMITS: ConnectionLimits = { total: 2_000, perAddress: 500 };

/** Connections above the limits that may be told so at a time; further ones are closed unheard. */
const MAX_TOLD = 100;

/** A connection above the limits is told so in answer to its calls for this long (ms), and closed. */
const TOLD_MS = 1_000;

/** Refusals are told to the log at most this often (ms). */
const LOG_EVERY_MS = 60_000;

/**
 * The open connections. One too many is let in for a second, and its calls are refused with a status that every client
 * shows; a connection closed without a word would look like a broken line.
 */
export class Connections {
  readonly #limits: ConnectionLimits;
  readonly #log: Pick<Logger, 'warn'>;
  readonly #now: () => number;
  readonly #byAddress = new Map<string, number>();
  readonly #over = new Set<string>();
  #open = 0;
  #loggedAt = Number.NEGATIVE_INFINITY;

  constructor(limits: ConnectionLimits, log: Pick<Logger, 'warn'>, now: () => number) {
    this.#limits = limits;
    this.#log = log;
    this.#now = now;
  }

  /** Counts a connection until it closes; false: it has been closed. */
  admit(socket: Socket): boolean {
    const { remoteAddress: address, remotePort: port } = socket;
    if (address === undefined) {
      socket.destroy();
      return false;
    }
    const already = this.#byAddress.get(address) ?? 0;
    if (this.#open < this.#limits.total && already < this.#limits.perAddress) {
      this.#open++;
      this.#byAddress.set(address, already + 1);
      socket.once('close', () => this.#closed(address));
      return true;
    }
    this.#tellLog(address, already);
    if (this.#over.size >= MAX_TOLD) {
      socket.destroy();
      return false;
    }
    const peer = `${address}:${port}`;
    this.#over.add(peer);
    const timer = setTimeout(() => socket.destroy(), TOLD_MS).unref();
    socket.once('close', () => {
      clearTimeout(timer);
      this.#over.delete(peer);
    });
    return true;
  }

  /** Whether a connection, by address and port, is one too many: its calls are refused. */
  isOver(peer: string): boolean {
    return this.#over.size > 0 && this.#over.has(peer);
  }

  #closed(address: string): void {
    this.#open--;
    const left = (this.#byAddress.get(address) ?? 1) - 1;
    if (left === 0) this.#byAddress.delete(address);
    else this.#byAddress.set(address, left);
  }

  #tellLog(address: string, ofAddress: number): void {
    const now = this.#now();
    if (now - this.#loggedAt < LOG_EVERY_MS) return;
    this.#loggedAt = now;
    this.#log.warn({ face: 'tinvest', address, ofAddress, open: this.#open }, 'a gRPC connection too many is refused');
  }
}
