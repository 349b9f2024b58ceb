import type { RawData, WebSocket } from 'ws';
import { countedAddress, plainAddress } from '../addresses.ts';
import { isSigned } from '../auth.ts';
import type { ThreeCommasParts } from '../parts.ts';
import { CHANNELS, type ChannelName, type EntitySource } from './channels.ts';
import { Connection } from './connection.ts';
import { STREAM_LIMITS, type StreamLimits } from './limits.ts';
import {
  entityMessage,
  pingMessage,
  readIdentifier,
  readMessage,
  subscriptionMessage,
  type Wanted,
  WELCOME,
} from './messages.ts';

const NO_BODY = Buffer.alloc(0);

/** Everybody who reads the WebSocket, in the framing of ActionCable (`threecommas.md` 20). */
export class StreamHub {
  readonly #parts: Pick<ThreeCommasParts, 'identity' | 'wallNow' | 'streamMetrics'>;
  readonly #limits: StreamLimits;
  readonly #sources = new Map<ChannelName, EntitySource>();
  readonly #connections = new Set<Connection>();
  readonly #byAddress = new Map<string, number>();
  #timers: NodeJS.Timeout[] = [];
  #stopListening: (() => void) | undefined;

  constructor(
    parts: Pick<ThreeCommasParts, 'identity' | 'wallNow' | 'streamMetrics'>,
    limits: Partial<StreamLimits> = {},
  ) {
    this.#parts = parts;
    this.#limits = { ...STREAM_LIMITS, ...limits };
  }

  /** From now on the channel is served; before that it rejects its subscribers. */
  serve(channel: ChannelName, source: EntitySource): void {
    this.#sources.set(channel, source);
  }

  get connections(): number {
    return this.#connections.size;
  }

  /** A new client from an address. */
  accept(socket: WebSocket, ip: string): void {
    const { wallNow, streamMetrics } = this.#parts;
    const connection = new Connection(socket, countedAddress(ip), wallNow(), this.#limits, streamMetrics);
    const { address } = connection;
    const fromThere = this.#byAddress.get(address) ?? 0;
    socket.on('error', () => socket.terminate());
    if (this.#connections.size >= this.#limits.maxConnections || fromThere >= this.#limits.maxConnectionsPerAddress)
      return connection.dismiss(1013, 'too many connections');
    this.#begin();
    this.#connections.add(connection);
    this.#byAddress.set(address, fromThere + 1);
    streamMetrics.connections++;
    socket.on('close', () => this.#forget(connection));
    socket.on('pong', () => {
      connection.alive = true;
    });
    socket.on('message', (data: RawData, isBinary: boolean) => this.#receive(connection, ip, data, isBinary));
    connection.send(WELCOME);
  }

  /** Ends every connection. */
  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
    this.#stopListening?.();
    this.#stopListening = undefined;
    for (const connection of this.#connections) connection.dismiss(1001, 'server_restart');
  }

  /** Timers run while there is somebody to serve. */
  #begin(): void {
    if (this.#timers.length > 0) return;
    this.#timers = [
      setInterval(() => this.#ping(), this.#limits.pingMs).unref(),
      setInterval(() => this.#look(), this.#limits.aliveMs).unref(),
    ];
    this.#stopListening ??= this.#parts.identity.onEnd((apiKey) => this.#endKey(apiKey));
  }

  #receive(connection: Connection, ip: string, data: RawData, isBinary: boolean): void {
    connection.alive = true;
    if (!connection.countMessage(Math.floor(this.#parts.wallNow() / 1_000)))
      return connection.dismiss(1008, 'too many messages');
    const text = isBinary ? '' : data.toString();
    if (text.length > this.#limits.maxMessageBytes) return connection.dismiss(1009, 'message too large');
    const message = readMessage(text);
    if (message === undefined) return;
    const { command, identifier } = message;
    if (command === 'subscribe') this.#subscribe(connection, ip, identifier);
    else {
      connection.subscriptions.get(identifier)?.end();
      connection.subscriptions.delete(identifier);
    }
  }

  #subscribe(connection: Connection, ip: string, identifier: string): void {
    const { subscriptions } = connection;
    if (subscriptions.has(identifier)) return;
    const wanted = readIdentifier(identifier, this.#limits.maxUsers);
    const source = wanted === undefined ? undefined : this.#sources.get(wanted.channel);
    const people = wanted === undefined ? undefined : this.#peopleOf(wanted, ip);
    if (
      wanted === undefined ||
      source === undefined ||
      people === undefined ||
      subscriptions.size >= this.#limits.maxSubscriptions
    )
      return connection.send(subscriptionMessage(identifier, 'reject_subscription'));
    connection.send(subscriptionMessage(identifier, 'confirm_subscription'));
    const ends = people.map((person) =>
      source.subscribe(person, (entity) => connection.send(entityMessage(identifier, entity))),
    );
    subscriptions.set(identifier, {
      apiKeys: wanted.users.map(({ apiKey }) => apiKey),
      end: () => {
        for (const end of ends) end();
      },
    });
  }

  /** Everybody that the users of a subscription stand for; undefined unless all of them may read the channel. */
  #peopleOf({ channel, users }: Wanted, ip: string): number[] | undefined {
    const { signing } = this.#parts.identity;
    const { signed, permission } = CHANNELS[channel];
    const people = new Set<number>();
    for (const { apiKey, signature } of users) {
      const key = signing.key(apiKey);
      if (key === undefined || !signing.allows(key, plainAddress(ip))) return undefined;
      if (!isSigned(key, signature, { url: signed, body: NO_BODY })) return undefined;
      const { person, permissions } = signing.caller(key);
      if (!permissions.has(permission)) return undefined;
      signing.use(key);
      people.add(person.id);
    }
    return [...people];
  }

  #endKey(apiKey: string): void {
    for (const connection of this.#connections) {
      for (const [identifier, { apiKeys, end }] of connection.subscriptions) {
        if (!apiKeys.includes(apiKey)) continue;
        end();
        connection.subscriptions.delete(identifier);
        connection.send(subscriptionMessage(identifier, 'reject_subscription'));
      }
    }
  }

  #ping(): void {
    const message = pingMessage(Math.floor(this.#parts.wallNow() / 1_000));
    for (const connection of this.#connections) connection.send(message);
  }

  #look(): void {
    const now = this.#parts.wallNow();
    for (const connection of this.#connections) {
      const idle = connection.subscriptions.size === 0 && now - connection.openedAt >= this.#limits.idleMs;
      if (idle) connection.dismiss(1008, 'no subscription', false);
      else connection.look();
    }
  }

  #forget(connection: Connection): void {
    if (!this.#connections.delete(connection)) return;
    connection.endAll();
    this.#parts.streamMetrics.connections--;
    const left = (this.#byAddress.get(connection.address) ?? 1) - 1;
    if (left > 0) this.#byAddress.set(connection.address, left);
    else this.#byAddress.delete(connection.address);
  }
}
