import type { CoreState, InstrumentMarket } from '@outcry/core';
import { MarketDataResponse, type SubscriptionInterval } from 'tinkoff-sdk-grpc-js/dist/generated/marketdata.js';
import type { CandlesSubject, Encoding, MarketUpdate, PictureSubject } from '../../../marketdata/index.ts';
import type { Listed, Listing } from '../listing.ts';
import type { TInvestParts } from '../parts.ts';
import { CANDLE_INTERVALS, lastPriceMessage, tradeMessage } from '../wire/market.ts';
import { streamBook, streamCandle, streamStatus } from '../wire/market-stream.ts';
import { type Written, write } from './written.ts';

/** What a reader is told at once, in order. */
export type Told = readonly {
  readonly message: Written;
  /** End of a candle that is complete, ms UTC; Infinity for everything else. */
  readonly ended: number;
}[];

/** Market data as messages of the contract, each written once for all streams. */
export class MarketWriter implements Encoding<Told> {
  readonly #engine: TInvestParts['engine'];
  readonly #listing: Listing;

  constructor({ engine }: Pick<TInvestParts, 'engine'>, listing: Listing) {
    this.#engine = engine;
    this.#listing = listing;
  }

  encode(update: MarketUpdate): Told {
    const listed = this.#listing.shown(update.instrument.id);
    if ('trades' in update) {
      // trades before the subscription are asked for by GetLastTrades
      const trades = update.first ? [] : update.trades;
      return trades.map((trade) => told({ trade: tradeMessage(listed, trade) }));
    }
    if ('candles' in update) {
      const interval = intervalOf(update.subject);
      const market = this.#engine.market((state) => state.market.markets[listed.instrument.id]);
      return update.candles.map((candle) =>
        told(
          { candle: streamCandle(listed, interval, candle, market) },
          candle.complete ? candle.end : Number.POSITIVE_INFINITY,
        ),
      );
    }
    const { subject, market } = update;
    const picture = this.#engine.market((state) => pictureOf(subject, listed, market, state, this.#engine.now));
    return picture === null ? [] : [told(picture)];
  }
}

function told(response: object, ended = Number.POSITIVE_INFINITY): Told[number] {
  return { message: write(MarketDataResponse, response), ended };
}

/** A picture's message; null before there is anything to show. */
function pictureOf(
  subject: PictureSubject,
  listed: Listed,
  market: InstrumentMarket | undefined,
  state: Pick<CoreState, 'instruments' | 'market'>,
  now: number,
): object | null {
  switch (subject.kind) {
    case 'depth':
      return market === undefined ? null : { orderbook: streamBook(listed, market, subject.levels) };
    case 'last':
    case 'quotes':
      return market === undefined || market.lastAt === 0 ? null : { lastPrice: lastPriceMessage(listed, market) };
    case 'status':
      return { tradingStatus: streamStatus(state, listed, now) };
  }
}

const INTERVALS: ReadonlyMap<CandlesSubject['interval'], number> = new Map(
  Object.entries(CANDLE_INTERVALS).map(([number, { interval }]) => [interval, Number(number)]),
);

function intervalOf({ interval }: CandlesSubject): SubscriptionInterval {
  return INTERVALS.get(interval) as SubscriptionInterval;
}
