import { randomUUID } from 'node:crypto';
import {
  type MarketDataRequest,
  MarketDataResponse,
  type MarketDataServerSideStreamRequest,
  SubscriptionAction,
  SubscriptionStatus,
  TradeSourceType,
} from 'tinkoff-sdk-grpc-js/dist/generated/marketdata.js';
import type { StreamReader, Subject } from '../../../marketdata/index.ts';
import type { StreamCall } from '../call.ts';
import type { ServiceDesk } from '../desk.ts';
import { asTInvestError, TInvestError } from '../errors.ts';
import type { LimitGroup } from '../limits.ts';
import type { Listed } from '../listing.ts';
import { idsOf } from '../wire/market.ts';
import {
  SUBSCRIPTION_KINDS,
  type SubscribeRequest,
  type SubscriptionKind,
  subscribeRequests,
  type Wanted,
} from '../wire/subscriptions.ts';
import type { MarketWriter, Told } from './market-writer.ts';
import { Outbox } from './outbox.ts';
import { Pings } from './pings.ts';
import { write } from './written.ts';

/** Delays of pings, ms (`tinvest.md` 10.4). */
export const PING_RANGE = { least: 5_000, usual: 120_000, most: 180_000 } as const;

/** A stream without subscriptions ends after this (ms). */
export const IDLE_MS = 120_000;

/** A stream ends after this (ms), whatever it carries. */
export const LIFETIME_MS = 24 * 3_600_000;

/** Candles, books and trades of one stream; others are as many as there are instruments. */
export const MAX_SUBSCRIPTIONS = 300;

/** Requests to subscribe, by stream. */
const REQUESTS: LimitGroup = { name: 'subscriptions', perMinute: 100 };

/** Instruments of one request. */
const MAX_INSTRUMENTS = 3_000;

const { SUBSCRIPTION_ACTION_SUBSCRIBE, SUBSCRIPTION_ACTION_UNSUBSCRIBE } = SubscriptionAction;
const STATUS = {
  success: SubscriptionStatus.SUBSCRIPTION_STATUS_SUCCESS,
  unknownInstrument: SubscriptionStatus.SUBSCRIPTION_STATUS_INSTRUMENT_NOT_FOUND,
  badAction: SubscriptionStatus.SUBSCRIPTION_STATUS_SUBSCRIPTION_ACTION_IS_INVALID,
  full: SubscriptionStatus.SUBSCRIPTION_STATUS_LIMIT_IS_EXCEEDED,
  tooMany: SubscriptionStatus.SUBSCRIPTION_STATUS_TOO_MANY_REQUESTS,
  notSubscribed: SubscriptionStatus.SUBSCRIPTION_STATUS_SUBSCRIPTION_NOT_FOUND,
} as const;

interface Active {
  readonly name: string;
  readonly kind: SubscriptionKind;
  /** As the answer to its request told it. */
  readonly element: object;
  readonly echo: SubscribeRequest['echo'];
  readonly id: string;
  end: () => void;
}

/** What a session stands on; one for all streams of a desk. */
export type MarketSessionParts = ServiceDesk & { readonly writer: MarketWriter };

/** One market data stream: what its client asks for and what it is told (`tinvest.md` 10). */
export class MarketSession {
  readonly #parts: MarketSessionParts;
  readonly #call: StreamCall;
  readonly #streamId = randomUUID();
  readonly #outbox: Outbox;
  readonly #active = new Map<string, Active>();
  readonly #pings: Pings;
  readonly #lifetime: NodeJS.Timeout;
  #idle: NodeJS.Timeout | null = null;

  constructor(parts: MarketSessionParts, call: StreamCall) {
    this.#parts = parts;
    this.#call = call;
    this.#outbox = new Outbox(call, parts.parts.streamMetrics, () => this.#close());
    this.#pings = new Pings(PING_RANGE, () => this.#ping());
    this.#lifetime = setTimeout(() => this.#outbox.fail(new TInvestError('80005')), LIFETIME_MS).unref();
    this.#watchIdle();
  }

  /** What the client is told; to be read by one reader. */
  get messages(): Outbox {
    return this.#outbox;
  }

  /** Carries out what the client asks until it says no more; then the stream ends. */
  async hear(requests: AsyncIterable<MarketDataRequest>): Promise<void> {
    try {
      for await (const request of requests) {
        if (this.#outbox.over) return;
        this.#take(request);
      }
      this.#outbox.end();
    } catch (error) {
      if (this.#call.signal.aborted) this.#outbox.end();
      else this.#outbox.fail(asTInvestError(error));
    }
  }

  /** Carries out the one request of a client that says no more, and goes on. */
  hearOnce(request: MarketDataServerSideStreamRequest): void {
    try {
      this.#take(request);
    } catch (error) {
      this.#outbox.fail(asTInvestError(error));
    }
  }

  #take(request: MarketDataRequest | MarketDataServerSideStreamRequest): void {
    if (request.pingSettings !== undefined) this.#pings.every(request.pingSettings.pingDelayMs);
    for (const each of subscribeRequests(request)) this.#carryOut(each);
    if ('getMySubscriptions' in request && request.getMySubscriptions !== undefined) this.#tellSubscriptions();
    if ('ping' in request && request.ping !== undefined) this.#ping(request.ping.time ?? this.#now());
  }

  #carryOut({ kind, action, wanted, echo }: SubscribeRequest): void {
    if (wanted.length > MAX_INSTRUMENTS) throw new TInvestError('30218');
    const fault = this.#faultOf(action);
    const beginnings: (() => void)[] = [];
    const elements = wanted.map((each) => {
      const listed = this.#find(each);
      const status = fault ?? (listed === undefined ? STATUS.unknownInstrument : each.fault);
      if (listed === undefined || status !== null) return this.#element(each, listed, action, status ?? STATUS.success);
      const name = `${kind}:${listed.instrument.id}:${each.name}`;
      const known = this.#active.get(name);
      if (action === SUBSCRIPTION_ACTION_UNSUBSCRIBE) {
        if (known === undefined) return this.#element(each, listed, action, STATUS.notSubscribed);
        known.end();
        this.#active.delete(name);
        return this.#element(each, listed, action, STATUS.success, known.id);
      }
      if (known === undefined && this.#isFull(kind)) return this.#element(each, listed, action, STATUS.full);
      const id = known?.id ?? randomUUID();
      const element = this.#element(each, listed, action, STATUS.success, id);
      const isAsBefore = known !== undefined && sameJson([known.element, known.echo], [element, echo]);
      if (!isAsBefore) {
        known?.end();
        const active: Active = { name, kind, element, echo, id, end: () => undefined };
        this.#active.set(name, active);
        beginnings.push(() => this.#begin(active, each.subject(listed.instrument.id)));
      }
      return element;
    });
    this.#answer(kind, elements, echo);
    for (const begin of beginnings) begin();
    this.#watchIdle();
  }

  /** What is wrong with a whole request; null: nothing. */
  #faultOf(action: SubscriptionAction): SubscriptionStatus | null {
    if (action === SUBSCRIPTION_ACTION_UNSUBSCRIBE) return null;
    if (this.#parts.limits.take(this.#streamId, REQUESTS).refused) return STATUS.tooMany;
    return action === SUBSCRIPTION_ACTION_SUBSCRIBE ? null : STATUS.badAction;
  }

  #find({ instrumentId, figi }: Wanted): Listed | undefined {
    const id = instrumentId === '' ? figi : instrumentId;
    return id === '' ? undefined : this.#parts.listing.find(id);
  }

  /** One row of an answer; an instrument that nobody knows is named as the client did. */
  #element(
    { figi, instrumentId, echo }: Wanted,
    listed: Listed | undefined,
    subscriptionAction: SubscriptionAction,
    subscriptionStatus: SubscriptionStatus,
    subscriptionId = '',
  ): object {
    const ids = listed === undefined ? { figi: figi === '' ? instrumentId : figi } : idsOf(listed);
    return { ...ids, ...echo, subscriptionStatus, subscriptionAction, subscriptionId, streamId: this.#streamId };
  }

  #isFull(kind: SubscriptionKind): boolean {
    if (!this.#parts.parts.settings.limits || !SUBSCRIPTION_KINDS[kind].counted) return false;
    let counted = 0;
    for (const active of this.#active.values()) if (SUBSCRIPTION_KINDS[active.kind].counted) counted++;
    return counted >= MAX_SUBSCRIPTIONS;
  }

  #begin(active: Active, subject: Subject | null): void {
    // the same request may have replaced it already
    if (subject === null || !this.#isActive(active)) return;
    const { streams } = this.#parts.parts;
    const since = streams.clock;
    const outbox = this.#outbox;
    const reader: StreamReader<Told> = {
      get slow() {
        return outbox.slow;
      },
      // candles that had ended before the subscription are history
      send: (told) => {
        for (const { message, ended } of told) if (ended > since) outbox.push(message);
      },
    };
    const { paceMs } = SUBSCRIPTION_KINDS[active.kind];
    const { begun, end } = streams.subscribe(subject, this.#parts.writer, paceMs, reader);
    active.end = end;
    begun.catch((error: unknown) => {
      if (!this.#isActive(active)) return;
      this.#parts.parts.log.error({ err: error, requestId: this.#call.trackingId }, 'a market data stream failed');
      this.#outbox.fail(new TInvestError('70001'));
    });
  }

  #isActive(active: Active): boolean {
    return this.#active.get(active.name) === active;
  }

  #tellSubscriptions(): void {
    const kinds = Object.keys(SUBSCRIPTION_KINDS) as SubscriptionKind[];
    for (const kind of kinds) {
      const all = [...this.#active.values()].filter((active) => active.kind === kind);
      if (all.length > 0) {
        const elements = all.map(({ element }) => element);
        this.#answer(kind, elements, kind === 'trades' ? { tradeSource: commonSource(all) } : {});
      }
    }
    if (this.#active.size === 0) this.#outbox.push(write(MarketDataResponse, {}));
  }

  #answer(kind: SubscriptionKind, rows: readonly object[], echo: object): void {
    const { answer, elements } = SUBSCRIPTION_KINDS[kind];
    const { trackingId } = this.#call;
    this.#outbox.push(write(MarketDataResponse, { [answer]: { trackingId, ...echo, [elements]: rows } }));
  }

  /** `asked`: the time that the client told with its own ping. */
  #ping(asked?: Date): void {
    const ping = { time: this.#now(), streamId: this.#streamId, pingRequestTime: asked };
    this.#outbox.push(write(MarketDataResponse, { ping }));
  }

  #now(): Date {
    return new Date(this.#parts.parts.wallNow());
  }

  #watchIdle(): void {
    if (this.#active.size > 0 || this.#outbox.over) {
      if (this.#idle !== null) clearTimeout(this.#idle);
      this.#idle = null;
    } else {
      this.#idle ??= setTimeout(() => this.#outbox.fail(new TInvestError('80004')), IDLE_MS).unref();
    }
  }

  #close(): void {
    for (const { end } of this.#active.values()) end();
    this.#active.clear();
    this.#pings.stop();
    clearTimeout(this.#lifetime);
    if (this.#idle !== null) clearTimeout(this.#idle);
  }
}

/** The source of all subscriptions to trades; unspecified when they differ. */
function commonSource(subscriptions: readonly Active[]): TradeSourceType {
  const sources = new Set(subscriptions.map(({ echo }) => (echo as { tradeSource: TradeSourceType }).tradeSource));
  const [first = TradeSourceType.TRADE_SOURCE_UNSPECIFIED] = sources;
  return sources.size === 1 ? first : TradeSourceType.TRADE_SOURCE_UNSPECIFIED;
}

function sameJson(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
