import { World } from '../../test/world.ts';
import {
  type CoreEvent,
  type FeePlan,
  type InstrumentSpec,
  type Money,
  moneyToText,
  priceToText,
  quantityToText,
} from '../index.ts';
import { type DealFigures, dealFigures } from './figures.ts';
import { BOT_DEFAULTS, type BotSettings, type StartDeal } from './index.ts';
import { activeDeals, type BotView, botView, type DealRecord, dealRecord, finishedRecord } from './queries.ts';
import { botById, type Deal, type FinishedDeal } from './state.ts';

/** What the bots of the worked examples have in common; every test says the rest. */
export const PLAIN: Omit<BotSettings, 'name' | 'instruments'> = {
  ...BOT_DEFAULTS,
  baseVolume: '100',
  safetyVolume: '100',
  safetyStep: '1',
  maxSafetyOrders: 0,
  activeSafetyOrders: 0,
  takeProfit: '1.5',
  takeProfitType: 'total',
};

/** Enough of everything for any order of the examples. */
const DEEP = '1000000';

/** A core with one paper account in USDT (fee 0.1 %) and pairs of the steps that an example needs. */
export class BotDesk extends World {
  readonly trader: number;
  readonly finished: FinishedDeal[] = [];

  constructor(fees: Partial<FeePlan> = {}, venue: 'paper' | 'binance' = 'paper') {
    super();
    this.trader = this.open({
      currency: 'USDT',
      venue,
      fees: { maker: 1000, taker: 1000, decimals: 18, rounding: 'halfUp', mode: 'quote', ...fees },
    });
    this.give('USDT', '1000000');
    this.give('BTC', '10');
  }

  /** The trader has so much of an asset: a deposit on paper, at a venue what the venue says. */
  give(asset: string, amount: string): void {
    const account = this.trader;
    if (this.account(account).venue === 'paper') this.deposit(account, asset, amount);
    else this.must({ type: 'accounts.reportBalance', account, asset, total: this.money(asset, amount) });
  }

  /** Lists a pair quoted in USDT. */
  pair(base: string, priceStep: string, quantityStep: string, rest: Partial<InstrumentSpec> = {}): string {
    if (!this.core.state.instruments.assetByCode.has(base)) {
      this.must({ type: 'instruments.defineAsset', asset: { code: base, name: base, kind: 'crypto' } });
    }
    const symbol = `USDT_${base}`;
    const btc = this.instrument('USDT_BTC').spec;
    const { minNotional: _, ...spec } = btc;
    const ids = { ticker: `${base}USDT`, classCode: 'CRYPTO' };
    const own = { symbol, title: symbol, base, priceStep, quantityStep, ids, typicalPrice: '1000' };
    this.must({ type: 'instruments.list', instrument: { ...spec, ...own, ...rest } });
    return symbol;
  }

  /** Bid and ask with more size than anybody takes; what follows is carried out. */
  market(symbol: string, bid: string, ask: string): readonly CoreEvent[] {
    const events = this.quote(symbol, bid, DEEP, ask, DEEP);
    this.advance();
    return events;
  }

  settings(symbols: readonly string[], settings: Partial<BotSettings>): BotSettings {
    const instruments = symbols.map((symbol) => this.instrument(symbol).id);
    return { ...PLAIN, name: 'Test bot', instruments, ...settings };
  }

  bot(symbols: readonly string[], settings: Partial<BotSettings>): number {
    const whole = this.settings(symbols, settings);
    return this.must({ type: 'bots.create', account: this.trader, secret: 'a1b2c3d4e5', settings: whole });
  }

  /** Starts a deal by hand and returns its id. */
  start(bot: number, symbol: string | null = null, how: Partial<StartDeal> = {}): number {
    return this.must(this.startCommand(bot, symbol, how));
  }

  /** Tries to start a deal by hand and returns reason and field of the refusal. */
  refuseStart(bot: number, symbol: string | null = null, how: Partial<StartDeal> = {}): string {
    const { rejection } = this.run(this.startCommand(bot, symbol, how));
    return rejection === null ? 'started' : `${rejection.reason} ${rejection.field}`;
  }

  startCommand(bot: number, symbol: string | null, how: Partial<StartDeal> = {}): StartDeal {
    const instrument = symbol === null ? null : this.instrument(symbol).id;
    const plain = { skipSignals: false, skipOpenDeals: false, onlyIfEnabled: false };
    return { type: 'bots.startDeal', bot, instrument, ...plain, ...how };
  }

  override run(command: Parameters<World['run']>[0]): ReturnType<World['run']> {
    const result = super.run(command);
    this.advance();
    return result;
  }

  override advance(to = this.now): ReturnType<World['advance']> {
    const turns = super.advance(to);
    // the world begins before this class has its own fields
    this.finished?.push(...this.core.takeFinishedDeals());
    return turns;
  }

  /** A running deal. */
  deal(id: number): Deal {
    const deal = this.core.state.bots.deals.get(id);
    if (deal === undefined) throw new Error(`no active deal ${id}`);
    return deal;
  }

  active(bot: number): number[] {
    const found = this.core.state.bots.bots.get(bot);
    return found === undefined ? [] : activeDeals(this.core.state.bots, found).map(({ id }) => id);
  }

  view(bot: number): BotView {
    return botView(botById(this.core.state.bots, bot));
  }

  /** What a bot's finished deals brought in an asset. */
  profit(bot: number, code: string): string {
    const asset = this.core.state.instruments.assetByCode.get(code);
    if (asset === undefined) throw new Error(`no asset ${code}`);
    return moneyToText(asset, this.view(bot).profits.get(asset.id) ?? (0n as Money));
  }

  record(id: number): DealRecord {
    const running = this.core.state.bots.deals.get(id);
    if (running !== undefined) return dealRecord(this.core.state, running);
    const ended = this.finished.find(({ deal }) => deal.id === id);
    if (ended === undefined) throw new Error(`no deal ${id}`);
    return finishedRecord(this.core.state, ended);
  }

  figures(id: number): DealFigures {
    return dealFigures(this.core.state, this.deal(id));
  }

  /** Open orders of a deal as `role step side price quantity`, oldest first; price `market` without one. */
  orders(id: number): string[] {
    const { legs, orders, instruments } = this.core.state;
    return (legs.byOwner.deal.get(id) ?? []).map(({ order, role, step }) => {
      const found = orders.open.get(order);
      const instrument = found === undefined ? undefined : instruments.instruments[found.instrument];
      if (found === undefined || instrument === undefined) throw new Error(`no open order ${order}`);
      const price = found.price === 0 ? 'market' : priceToText(instrument, found.price as never);
      const left = quantityToText(instrument, (found.quantity - found.filled) as never);
      return `${role} ${step} ${found.side === 0 ? 'buy' : 'sell'} ${price} ${left}`;
    });
  }
}
