import {
  type Account,
  accountById,
  available,
  Core,
  type CoreEvent,
  type Distance,
  distanceFromText,
  type FeePlan,
  formatDecimal,
  type Instrument,
  isTextError,
  type KnownWork,
  ledgerSum,
  type Money,
  moneyFromText,
  moneyToText,
  NO_FEES,
  type OpenAccount,
  type Order,
  type OrderFilled,
  type OrderType,
  type PlaceOrder,
  type Position,
  type Price,
  type PriceKind,
  positionOf,
  priceFromText,
  priceToText,
  type Quantity,
  quantityFromText,
  quantityToText,
  type Tick,
  type TurnResult,
} from '../src/index.ts';
import { ASSETS, SPECS } from './specs.ts';

/** Friday 2026-11-20, 12:00 in Moscow. */
export const NOON = Date.UTC(2026, 10, 20, 9);
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

/** An order in words: prices and quantities as decimal text in pieces. */
export interface OrderWords {
  readonly account: number;
  readonly symbol: string;
  readonly action?: PlaceOrder['action'];
  readonly quantity: string;
  /** A limit order when given. */
  readonly price?: string;
  /** A stop (with a price: a stop-limit) when given; of a trailing order its activation price. */
  readonly stop?: string;
  /** A take profit (with a price: with a limit) when given. */
  readonly takeProfit?: string;
  /** A trailing order (with an offset: with a limit) when given: `1%`, or a length in prices. */
  readonly trail?: string;
  readonly offset?: string;
  readonly by?: PriceKind;
  readonly validity?: PlaceOrder['validity'];
  readonly until?: number;
  readonly leg?: PlaceOrder['leg'];
  readonly key?: string | null;
  readonly known?: KnownWork;
}

function typeOf({ price, stop, takeProfit, trail, offset }: OrderWords): OrderType {
  if (trail !== undefined) return offset === undefined ? 'trailing' : 'trailingLimit';
  if (takeProfit !== undefined) return price === undefined ? 'takeProfit' : 'takeProfitLimit';
  if (stop !== undefined) return price === undefined ? 'stop' : 'stopLimit';
  return price === undefined ? 'market' : 'limit';
}

/** A core with the test instruments, its market time and the journal of everything it did. */
export class World {
  readonly core: Core;
  now = NOON;
  /** One row per turn with events, as the journal keeps it. */
  readonly journal: { at: number; body: string }[] = [];
  readonly events: CoreEvent[] = [];

  constructor(core: Core = new Core(), listed = false) {
    this.core = core;
    if (listed) return;
    for (const asset of ASSETS) this.must({ type: 'instruments.defineAsset', asset });
    for (const instrument of SPECS) this.must({ type: 'instruments.list', instrument });
    this.advance();
  }

  /** Executes a command now, and what goes on from it. */
  run(command: Parameters<Core['execute']>[0]): TurnResult {
    const result = this.core.execute(command, this.now);
    this.#keep(result.events);
    return result;
  }

  /** Executes a command that is expected to be accepted and returns its id. */
  must(command: Parameters<Core['execute']>[0]): number {
    const { outcome, rejection } = this.run(command);
    if (outcome === null)
      throw new Error(`${command.type}: ${rejection?.reason} ${rejection?.field} ${rejection?.detail}`);
    return outcome.id;
  }

  tick(tick: Tick): readonly CoreEvent[] {
    const events = this.core.tick(tick, this.now);
    this.#keep(events);
    return events;
  }

  /** Moves market time and carries out everything that is due. Returns the turns. */
  advance(to = this.now): (readonly CoreEvent[])[] {
    this.now = to;
    const turns: (readonly CoreEvent[])[] = [];
    while (this.core.nextTimer <= to) {
      const events = this.core.advance(to);
      this.#keep(events);
      turns.push(events);
      if (events.length === 0) break;
    }
    return turns;
  }

  #keep(events: readonly CoreEvent[]): void {
    if (events.length === 0) return;
    this.journal.push({ at: (events[0] as CoreEvent).at, body: Core.codec.encode(events) });
    this.events.push(...events);
  }

  open(settings: Partial<Omit<OpenAccount, 'fees'>> & { fees?: Partial<FeePlan> } = {}): number {
    return this.must({
      type: 'accounts.open',
      owner: 1,
      name: 'test',
      currency: 'rub',
      venue: 'paper',
      fillPolicy: 'book',
      margin: false,
      hedging: false,
      ...settings,
      fees: { ...NO_FEES, decimals: 2, ...settings.fees },
    });
  }

  deposit(account: number, asset: string, amount: string): number {
    return this.must({ type: 'accounts.deposit', account, asset, amount: this.money(asset, amount), key: null });
  }

  instrument(symbol: string): Instrument {
    const found = this.core.state.instruments.bySymbol.get(symbol);
    if (found === undefined) throw new Error(`no instrument ${symbol}`);
    return found;
  }

  price(symbol: string, text: string): Price {
    const steps = priceFromText(this.instrument(symbol), text);
    if (isTextError(steps)) throw new Error(steps.detail);
    return steps;
  }

  quantity(symbol: string, text: string): Quantity {
    const steps = text === '0' ? (0 as Quantity) : quantityFromText(this.instrument(symbol), text);
    if (isTextError(steps)) throw new Error(steps.detail);
    return steps;
  }

  /** `1%`, or a length in prices. */
  distance(symbol: string, text: string): Distance {
    const distance = distanceFromText(this.instrument(symbol), text);
    if (isTextError(distance)) throw new Error(distance.detail);
    return distance;
  }

  money(asset: string, text: string): Money {
    const found = this.core.state.instruments.assetByCode.get(asset);
    if (found === undefined) throw new Error(`no asset ${asset}`);
    const amount = moneyFromText(found, text);
    if (isTextError(amount)) throw new Error(amount.detail);
    return amount;
  }

  command(words: OrderWords): PlaceOrder {
    const { symbol, price, stop = words.takeProfit, by, trail, offset } = words;
    const trigger = {
      ...(by === undefined ? {} : { by }),
      ...(trail === undefined ? {} : { trail: this.distance(symbol, trail) }),
      ...(offset === undefined ? {} : { offset: this.distance(symbol, offset) }),
    };
    return {
      type: 'orders.place',
      account: words.account,
      instrument: this.instrument(symbol).id,
      action: words.action ?? 'buy',
      orderType: typeOf(words),
      validity: words.validity ?? 'day',
      ...(words.until === undefined ? {} : { until: words.until }),
      quantity: this.quantity(symbol, words.quantity),
      price: price === undefined ? (0 as Price) : this.price(symbol, price),
      stopPrice: stop === undefined ? (0 as Price) : this.price(symbol, stop),
      ...(Object.keys(trigger).length === 0 ? {} : { trigger }),
      leg: words.leg ?? 'net',
      key: words.key ?? null,
      ...(words.known === undefined ? {} : { known: words.known }),
      origin: 'test',
      comment: null,
    };
  }

  /** Places an order and returns its id; throws when it is refused. */
  place(words: OrderWords): number {
    return this.must(this.command(words));
  }

  /** Places an order and returns the reason and field of the refusal. */
  refused(words: OrderWords): string {
    const { rejection } = this.run(this.command(words));
    return rejection === null ? 'accepted' : `${rejection.reason} ${rejection.field}`;
  }

  quote(symbol: string, bid: string, bidSize: string, ask: string, askSize: string): readonly CoreEvent[] {
    return this.tick({
      kind: 'quote',
      instrument: this.instrument(symbol).id,
      bid: bidSize === '0' ? (0 as Price) : this.price(symbol, bid),
      bidSize: this.quantity(symbol, bidSize),
      ask: askSize === '0' ? (0 as Price) : this.price(symbol, ask),
      askSize: this.quantity(symbol, askSize),
    });
  }

  /** The whole displayed book: `[price, size]` pairs, best first. */
  depth(symbol: string, bids: readonly [string, string][], asks: readonly [string, string][]): readonly CoreEvent[] {
    const flat = (levels: readonly [string, string][]): number[] =>
      levels.flatMap(([price, size]) => [this.price(symbol, price), this.quantity(symbol, size)]);
    return this.tick({ kind: 'depth', instrument: this.instrument(symbol).id, bids: flat(bids), asks: flat(asks) });
  }

  level(symbol: string, side: 'bid' | 'ask', price: string, size: string): readonly CoreEvent[] {
    return this.tick({
      kind: 'level',
      instrument: this.instrument(symbol).id,
      side,
      price: this.price(symbol, price),
      size: this.quantity(symbol, size),
    });
  }

  trade(symbol: string, price: string, size: string, aggressor?: 'buy' | 'sell'): readonly CoreEvent[] {
    return this.tick({
      kind: 'trade',
      instrument: this.instrument(symbol).id,
      price: this.price(symbol, price),
      size: this.quantity(symbol, size),
      ...(aggressor === undefined ? {} : { aggressor }),
    });
  }

  status(symbol: string, status: 'normal' | 'break' | 'closed'): readonly CoreEvent[] {
    return this.tick({ kind: 'status', instrument: this.instrument(symbol).id, status });
  }

  account(id: number): Account {
    return accountById(this.core.state.accounts, id);
  }

  order(id: number): Order | undefined {
    return this.core.state.orders.open.get(id);
  }

  /** `total held margin` of an asset as text. */
  balance(account: number, asset: string): string {
    const found = this.core.state.instruments.assetByCode.get(asset);
    if (found === undefined) throw new Error(`no asset ${asset}`);
    const balance = this.account(account).balances.get(found.id);
    return [balance?.total, balance?.held, balance?.margin]
      .map((part) => moneyToText(found, part ?? (0n as Money)))
      .join(' ');
  }

  free(account: number, asset: string): string {
    const found = this.core.state.instruments.assetByCode.get(asset);
    if (found === undefined) throw new Error(`no asset ${asset}`);
    return moneyToText(found, available(this.account(account), found.id));
  }

  position(account: number, symbol: string, leg = 0): Position | undefined {
    return positionOf(this.account(account), this.instrument(symbol).id, leg);
  }

  /** `quantity cost realised` of a position as text; `none` without one. */
  holding(account: number, symbol: string, leg = 0): string {
    const position = this.position(account, symbol, leg);
    if (position === undefined) return 'none';
    const { coefficient, scale } = this.instrument(symbol).quantityStep;
    const quote = this.core.state.instruments.assets[this.instrument(symbol).quote];
    const currency = this.core.state.instruments.assets[position.currency];
    if (quote === undefined || currency === undefined) throw new Error('position without assets');
    const quantity = formatDecimal({ coefficient: BigInt(position.quantity) * coefficient, scale });
    return `${quantity} ${moneyToText(quote, position.cost)} ${moneyToText(currency, position.realised)}`;
  }

  /** What happened from an event on: fills as `id price quantity m|t`, ends as `id status reason`. */
  told(from = 0): string[] {
    return this.events.slice(from).flatMap((event) => this.tell(event));
  }

  /** What became of orders that wait, from an event on: `id activated price`, `id fired price limit`. */
  firings(from = 0): string[] {
    return this.events.slice(from).flatMap((event) => {
      const { id, mark, price, limit } = event as CoreEvent & Record<string, number>;
      const text = (steps: number | undefined): string => {
        const instrument = this.instrumentOf(id as number);
        return steps === undefined || steps === 0 ? '-' : priceToText(instrument, steps as Price);
      };
      if (event.type === 'orders.activated') return [`${id} activated ${text(mark)}`];
      return event.type === 'orders.triggered' ? [`${id} fired ${text(price)} ${text(limit)}`] : [];
    });
  }

  /** The instrument of an order, open or finished. */
  instrumentOf(order: number): Instrument {
    const placed = this.events.find((event) => event.type === 'orders.placed' && (event as OrderFilled).id === order);
    return this.core.state.instruments.instruments[(placed as OrderFilled).instrument] as Instrument;
  }

  tell(event: CoreEvent): string[] {
    if (event.type === 'orders.ended') {
      const { id, status, reason } = event as CoreEvent & { id: number; status: string; reason: string };
      return [`${id} ${status} ${reason}`];
    }
    if (event.type !== 'orders.filled') return [];
    const fill = event as OrderFilled;
    const instrument = this.core.state.instruments.instruments[fill.instrument] as Instrument;
    const price = priceToText(instrument, fill.price as Price);
    return [`${fill.id} ${price} ${quantityToText(instrument, fill.quantity as Quantity)} ${fill.maker ? 'm' : 't'}`];
  }

  /** Sum of every asset over all accounts of the ledger: all zero. */
  ledgerSums(): bigint[] {
    const { instruments, accounts } = this.core.state;
    return instruments.assets.slice(1).map((_, index) => ledgerSum(accounts, index + 1));
  }
}
