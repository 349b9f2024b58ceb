import { type Instrument, recentTrades } from '@outcry/core';
import type { TimedTick } from '../../../feeds/index.ts';
import type { Engine } from '../../../runtime/index.ts';
import { bookAnswer, marketAnswer, type TradeAnswer, tradeAnswer } from '../wire/market.ts';
import type { Connection } from './connection.ts';
import type { MarketChannel, ServerMessage } from './messages.ts';

const SNAPSHOT_TRADES = 50;

interface Subscription {
  readonly connection: Connection;
  readonly channel: MarketChannel;
  readonly instrument: Instrument;
  /** Levels a side, of books. */
  readonly depth: number;
}

/**
 * Quotes, books and trades for readers of the stream. Trades go out at once, every one of them. Of quotes and books only
 * the newest counts: those that changed go out together at each `flush`, and a slow reader gets the newest when it has
 * caught up.
 */
export class MarketChannels {
  readonly #engine: Engine;
  readonly #byInstrument = new Map<number, Set<Subscription>>();
  readonly #changed = new Set<number>();
  /** Quotes and books that their readers have not got yet. */
  readonly #stale = new Set<Subscription>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Sends the snapshot and begins; returns how to end it. */
  subscribe(connection: Connection, channel: MarketChannel, instrument: Instrument, depth: number): () => void {
    const subscription: Subscription = { connection, channel, instrument, depth };
    const subscriptions = this.#byInstrument.get(instrument.id) ?? new Set();
    subscriptions.add(subscription);
    this.#byInstrument.set(instrument.id, subscriptions);
    connection.sendText(this.#picture('snapshot', subscription));
    return () => {
      this.#stale.delete(subscription);
      subscriptions.delete(subscription);
      if (subscriptions.size === 0 && this.#byInstrument.get(instrument.id) === subscriptions) {
        this.#byInstrument.delete(instrument.id);
      }
    };
  }

  takeTicks(ticks: readonly TimedTick[]): void {
    if (this.#byInstrument.size === 0) return;
    const trades = new Map<number, TradeAnswer[]>();
    for (const { at, tick } of ticks) {
      const subscriptions = this.#byInstrument.get(tick.instrument);
      if (subscriptions === undefined) continue;
      this.#changed.add(tick.instrument);
      if (tick.kind !== 'trade') continue;
      const [{ instrument }] = subscriptions as unknown as [Subscription];
      const list = trades.get(tick.instrument) ?? [];
      list.push(tradeAnswer(instrument, { at, price: tick.price, size: tick.size, aggressor: tick.aggressor ?? null }));
      trades.set(tick.instrument, list);
    }
    for (const [id, list] of trades) this.#sendTrades(id, list);
  }

  /** Sends what has changed since the last time. Called at the pace of the conflation. */
  flush(): void {
    for (const id of this.#changed) {
      for (const subscription of this.#byInstrument.get(id) ?? []) {
        if (subscription.channel !== 'trades') this.#stale.add(subscription);
      }
    }
    this.#changed.clear();
    const written = new Map<string, string>();
    for (const subscription of this.#stale) {
      const { connection, channel, instrument, depth } = subscription;
      if (connection.slow) {
        connection.passOver();
        continue;
      }
      const name = `${channel}:${instrument.id}:${depth}`;
      const text = written.get(name) ?? this.#picture('update', subscription);
      written.set(name, text);
      connection.sendText(text);
      this.#stale.delete(subscription);
    }
  }

  #sendTrades(id: number, data: readonly TradeAnswer[]): void {
    let text: string | null = null;
    for (const { connection, channel, instrument } of this.#byInstrument.get(id) ?? []) {
      if (channel !== 'trades') continue;
      text ??= JSON.stringify({ type: 'update', channel, instrument: instrument.symbol, data } satisfies ServerMessage);
      connection.sendText(text);
    }
  }

  #picture(type: 'snapshot' | 'update', { channel, instrument, depth }: Subscription): string {
    const message = this.#engine.market(({ market }): ServerMessage => {
      const known = market.markets[instrument.id];
      const about = { type, instrument: instrument.symbol };
      switch (channel) {
        case 'quotes':
          return { ...about, channel, data: marketAnswer(instrument, known) };
        case 'book':
          return { ...about, channel, data: bookAnswer(instrument, known, depth) };
        case 'trades':
          return {
            ...about,
            channel,
            data: recentTrades(known, SNAPSHOT_TRADES).map((trade) => tradeAnswer(instrument, trade)),
          };
      }
    });
    return JSON.stringify(message);
  }
}
