import type { Socket } from 'node:net';
import { findByName } from '@outcry/core';
import type { RawData, WebSocket } from 'ws';
import type { Caller, Right } from '../../../identity/index.ts';
import { checkRight } from '../auth.ts';
import { ApiError, asApiError, invalid } from '../errors.ts';
import { listed, type NativeParts } from '../parts.ts';
import { type Access, instrumentNamed } from '../routes/access.ts';
import type { IntervalName } from '../wire/market.ts';
import { AccountChannels } from './account-channels.ts';
import { Connection } from './connection.ts';
import { CLOSE_CODES, type StreamLimits } from './limits.ts';
import { MarketChannels } from './market-channels.ts';
import {
  type AccountChannel,
  type ClientMessage,
  checkClientMessage,
  errorMessage,
  MARKET_CHANNELS,
  type MarketChannel,
} from './messages.ts';

/** How long readers may take to hear that the platform ends. */
const LAST_WORD_MS = 500;

/** Everybody who reads the stream. */
export class StreamHub {
  readonly #parts: NativeParts;
  readonly #access: Access;
  readonly #limits: StreamLimits;
  readonly #connections = new Set<Connection>();
  readonly #markets: MarketChannels;
  readonly #accounts: AccountChannels;
  readonly #endings: (() => void)[];

  constructor(parts: NativeParts, access: Access, limits: StreamLimits) {
    this.#parts = parts;
    this.#access = access;
    this.#limits = limits;
    this.#markets = new MarketChannels(parts.streams, limits.conflateMs);
    this.#accounts = new AccountChannels(parts, access);
    const pinging = setInterval(() => this.#pingAll(), limits.pingMs);
    pinging.unref();
    this.#endings = [
      () => clearInterval(pinging),
      parts.engine.onTurn((turn) => this.#accounts.takeTurn(turn)),
      parts.identity.onEnd((secretHash) => this.#dismiss(secretHash)),
    ];
  }

  /** A new reader; without a caller it must sign in by its first message. */
  accept(socket: WebSocket, line: Socket, caller: Caller | null): void {
    const connection = new Connection(socket, line, caller, this.#limits, this.#parts.streamMetrics);
    socket.on('error', () => connection.cut());
    socket.on('close', () => this.#forget(connection));
    socket.on('pong', () => {
      connection.alive = true;
    });
    socket.on('message', (data: RawData, isBinary: boolean) => this.#receive(connection, data, isBinary));
    if (this.#connections.size >= this.#limits.maxConnections || (caller !== null && this.#isFull(caller))) {
      connection.close(CLOSE_CODES.tooManyConnections, 'too many connections');
      return;
    }
    this.#connections.add(connection);
    this.#parts.streamMetrics.connections++;
    setTimeout(() => {
      if (connection.caller === null) connection.close(CLOSE_CODES.notSignedIn, 'not signed in in time');
    }, this.#limits.signInMs).unref();
  }

  close(): void {
    for (const end of this.#endings) end();
    for (const connection of this.#connections) connection.close(1001, 'the platform ends', LAST_WORD_MS);
  }

  #receive(connection: Connection, data: RawData, isBinary: boolean): void {
    connection.alive = true;
    if (!connection.countMessage(Math.floor(this.#parts.wallNow() / 1_000))) {
      connection.close(CLOSE_CODES.tooManyMessages, `more than ${this.#limits.maxMessagesPerSecond} messages a second`);
      return;
    }
    const text = isBinary ? '' : data.toString();
    if (text.length > this.#limits.maxMessageBytes) {
      connection.close(1009, 'message too large');
      return;
    }
    let given: unknown;
    try {
      given = JSON.parse(text);
      const checked = checkClientMessage(given);
      if ('error' in checked) throw checked.error;
      this.#carryOut(connection, checked.value as ClientMessage).catch((error: unknown) =>
        this.#refuse(connection, given, error),
      );
    } catch (error) {
      const malformed = error instanceof SyntaxError;
      this.#refuse(
        connection,
        given,
        malformed ? new ApiError('malformed_json', 'send each message as JSON text') : error,
      );
    }
  }

  #refuse(connection: Connection, given: unknown, error: unknown): void {
    const about = typeof given === 'object' && given !== null ? given : {};
    connection.send(errorMessage(asApiError(error), about));
  }

  async #carryOut(connection: Connection, message: ClientMessage): Promise<void> {
    const { op, id } = message;
    const answer = id === undefined ? {} : { id };
    switch (op) {
      case 'ping':
        connection.send({ type: 'ack', op, ...answer });
        return;
      case 'auth':
        this.#signIn(connection, message);
        connection.send({ type: 'ack', op, ...answer });
        return;
      case 'subscribe':
        return this.#subscribe(connection, message);
      case 'unsubscribe': {
        const { name, about } = this.#target(message);
        const end = connection.subscriptions.get(name);
        if (end === undefined) throw invalid('channel', 'channel: there is no such subscription');
        connection.subscriptions.delete(name);
        end();
        connection.send({ type: 'ack', op, ...answer, ...about });
      }
    }
  }

  #signIn(connection: Connection, { token }: ClientMessage): void {
    if (token === undefined) throw invalid('token', 'token: is missing');
    if (connection.caller !== null) throw invalid('op', 'op: this connection is signed in already');
    const caller = this.#parts.identity.authenticate(token);
    if (caller === undefined) throw new ApiError('not_signed_in', 'token: opens nothing (any more)', 'token');
    if (this.#isFull(caller)) {
      connection.close(CLOSE_CODES.tooManyConnections, 'too many connections');
      return;
    }
    connection.caller = caller;
  }

  async #subscribe(connection: Connection, message: ClientMessage): Promise<void> {
    const { op, id } = message;
    const { name, about } = this.#target(message);
    const { channel } = about;
    checkRight(connection.caller, rightFor(channel));
    const caller = connection.caller as Caller;
    const isNew = !connection.subscriptions.has(name);
    if (isNew && connection.subscriptions.size >= this.#limits.maxSubscriptions) {
      throw new ApiError(
        'too_many',
        `a connection has at most ${this.#limits.maxSubscriptions} subscriptions`,
        'channel',
      );
    }
    if ('account' in about) await this.#access.checkAccount(caller, about.account);
    connection.subscriptions.get(name)?.();
    connection.subscriptions.set(name, () => undefined);
    connection.send({ type: 'ack', op, ...(id === undefined ? {} : { id }), ...about });
    const end = await this.#begin(connection, caller, message, about);
    // it may have been closed, or ended, while the snapshot was read
    if (this.#connections.has(connection) && connection.subscriptions.has(name))
      connection.subscriptions.set(name, end);
    else end();
  }

  #begin(
    connection: Connection,
    caller: Caller,
    message: ClientMessage,
    about: Target['about'],
  ): Promise<() => void> | (() => void) {
    if ('account' in about) return this.#accounts.subscribe(connection, caller, about.channel, about.account);
    const instrument = instrumentNamed(this.#parts, about.instrument);
    return this.#markets.subscribe(connection, about.channel, instrument, message);
  }

  /** What a message is about; each channel takes exactly its own fields. */
  #target(message: ClientMessage): Target {
    const { channel, instrument, account, interval } = message;
    if (channel === undefined) throw invalid('channel', 'channel: is missing');
    for (const [field, owner] of CHANNEL_FIELDS) {
      if (message[field] !== undefined && channel !== owner)
        throw invalid(field, `${field}: belongs to the channel \`${owner}\``);
    }
    if (isMarketChannel(channel)) {
      if (account !== undefined) throw invalid('account', `account: \`${channel}\` is about an instrument`);
      if (instrument === undefined) throw invalid('instrument', 'instrument: is missing');
      const found = findByName(listed(this.#parts), instrument);
      if (found === undefined)
        throw new ApiError('unknown_instrument', `there is no instrument ${instrument}`, 'instrument');
      if (channel !== 'candles')
        return { name: `${channel}:${found.id}`, about: { channel, instrument: found.symbol } };
      if (interval === undefined) throw invalid('interval', 'interval: is missing');
      return { name: `${channel}:${found.id}:${interval}`, about: { channel, instrument: found.symbol, interval } };
    }
    if (instrument !== undefined) throw invalid('instrument', `instrument: \`${channel}\` is about an account`);
    if (account === undefined) throw invalid('account', 'account: is missing');
    return { name: `${channel}:${account}`, about: { channel, account } };
  }

  #isFull(caller: Caller): boolean {
    let count = 0;
    for (const each of this.#connections) if (each.caller?.person.id === caller.person.id) count++;
    return count >= this.#limits.maxConnectionsPerPerson;
  }

  #pingAll(): void {
    for (const connection of this.#connections) {
      if (!connection.alive) connection.cut();
      else if (connection.caller !== null && !this.#parts.identity.isStillValid(connection.caller)) {
        connection.close(CLOSE_CODES.notSignedIn, 'the session has ended');
      } else connection.ping();
    }
  }

  #dismiss(secretHash: string): void {
    for (const connection of this.#connections) {
      if (connection.caller?.secretHash === secretHash)
        connection.close(CLOSE_CODES.notSignedIn, 'the session has ended');
    }
  }

  #forget(connection: Connection): void {
    if (this.#connections.delete(connection)) this.#parts.streamMetrics.connections--;
    for (const end of connection.subscriptions.values()) end();
    connection.subscriptions.clear();
  }
}

/** Fields that belong to one channel alone. */
const CHANNEL_FIELDS = [
  ['depth', 'book'],
  ['interval', 'candles'],
  ['zone', 'candles'],
  ['stamp', 'candles'],
  ['complete', 'candles'],
] as const;

interface Target {
  /** Names the subscription within its connection. */
  readonly name: string;
  readonly about:
    | { readonly channel: MarketChannel; readonly instrument: string; readonly interval?: IntervalName }
    | { readonly channel: AccountChannel; readonly account: number };
}

function isMarketChannel(channel: string): channel is MarketChannel {
  return (MARKET_CHANNELS as readonly string[]).includes(channel);
}

function rightFor(channel: MarketChannel | AccountChannel): Right {
  if (isMarketChannel(channel)) return 'market:read';
  if (channel === 'bots' || channel === 'deals' || channel === 'grids') return 'bots:read';
  if (channel === 'smartTrades') return 'trades:read';
  return channel === 'orders' || channel === 'fills' ? 'orders:read' : 'accounts:read';
}
