import { BotDesk } from '../bots/test-bots.ts';
import { priceToText, quantityToText } from '../index.ts';
import { finishedTradeRecord, type TradeFigures, type TradeRecord, tradeFigures, tradeRecord } from './queries.ts';
import type { EntrySettings, StopLossSettings, TakeProfitSettings, TradeSettings } from './settings.ts';
import type { FinishedTrade, Trade } from './state.ts';

export const MARKET: EntrySettings = {
  type: 'market',
  price: '0',
  by: 'ask',
  order: 'market',
  limitPrice: '0',
  trailing: '0',
};

/** A take profit of the examples; every test says the rest. */
export function takeProfit(position: number, share: string, rest: Partial<TakeProfitSettings>): TakeProfitSettings {
  return {
    position,
    share,
    price: null,
    percent: null,
    by: 'bid',
    order: 'market',
    limitPrice: '0',
    trailing: '0',
    ...rest,
  };
}

export function stopLoss(rest: Partial<StopLossSettings>): StopLossSettings {
  return {
    price: null,
    percent: null,
    by: 'bid',
    order: 'market',
    limitPrice: '0',
    trails: false,
    timeout: 0,
    breakeven: false,
    ...rest,
  };
}

/** A desk with smart trades on USDT_BTC. */
export class TradeDesk extends BotDesk {
  readonly endedTrades: FinishedTrade[] = [];

  openTrade(settings: Partial<TradeSettings>, symbol = 'USDT_BTC'): number {
    return this.must({
      type: 'trades.open',
      account: this.trader,
      note: null,
      settings: {
        instrument: this.instrument(symbol).id,
        side: 'long',
        entry: MARKET,
        averagePrice: '0',
        quantity: '1',
        takeProfits: [],
        stopLoss: null,
        stored: {},
        ...settings,
      },
    });
  }

  override advance(to = this.now): ReturnType<BotDesk['advance']> {
    const turns = super.advance(to);
    // the world begins before this class has its own fields
    this.endedTrades?.push(...this.core.takeFinishedTrades());
    return turns;
  }

  running(id: number): Trade {
    const trade = this.core.state.trades.trades.get(id);
    if (trade === undefined) throw new Error(`no running trade ${id}`);
    return trade;
  }

  tradeOf(id: number): TradeRecord {
    const running = this.core.state.trades.trades.get(id);
    if (running !== undefined) return tradeRecord(this.core.state, running);
    const ended = this.endedTrades.find(({ trade }) => trade.id === id);
    if (ended === undefined) throw new Error(`no trade ${id}`);
    return finishedTradeRecord(this.core.state, ended);
  }

  tradeFigures(id: number): TradeFigures {
    return tradeFigures(this.core.state, this.running(id));
  }

  /** Open orders of a trade as `role position side price quantity`, oldest first. */
  tradeOrders(id: number): string[] {
    const { legs, orders, instruments } = this.core.state;
    return (legs.byOwner.trade.get(id) ?? []).map(({ order, role, step }) => {
      const found = orders.open.get(order);
      const instrument = found === undefined ? undefined : instruments.instruments[found.instrument];
      if (found === undefined || instrument === undefined) throw new Error(`no open order ${order}`);
      const price = found.price === 0 ? 'market' : priceToText(instrument, found.price as never);
      const left = quantityToText(instrument, (found.quantity - found.filled) as never);
      return `${role} ${step} ${found.side === 0 ? 'buy' : 'sell'} ${price} ${left}`;
    });
  }
}
