import { ceiling, floor, isAtLeast, minus, over, plus, type Rational, rational, textOf, times } from './rational.ts';

/** What a bot of the independent computation is told: the same words as the core's settings, one pair, volumes in quote. */
export interface NaiveSettings {
  readonly strategy: 'long' | 'short';
  readonly baseVolume: string;
  readonly safetyVolume: string;
  readonly volumeScale: string;
  readonly safetyStep: string;
  readonly stepScale: string;
  readonly maxSafetyOrders: number;
  readonly activeSafetyOrders: number;
  readonly takeProfit: string;
  readonly takeProfitType: 'base' | 'total';
  readonly trailing: boolean;
  readonly trailingDeviation: string;
  readonly stopLoss: string;
  readonly stopLossTrails: boolean;
  readonly stopLossTimeout: number;
  readonly cooldown: number;
}

/** Best prices in steps, with more than anybody takes behind them. */
export interface Quotes {
  readonly at: number;
  readonly bid: number;
  readonly ask: number;
}

/** A deal that has ended; amounts as decimal text. */
export interface NaiveResult {
  readonly createdAt: number;
  readonly closedAt: number;
  readonly status: 'completed' | 'stopLossFinished';
  readonly safetyDone: number;
  readonly entered: readonly [coins: string, money: string];
  readonly exited: readonly [coins: string, money: string];
  readonly profit: string;
}

interface Resting {
  readonly price: bigint;
  readonly lots: bigint;
}

interface NaiveDeal {
  readonly createdAt: number;
  readonly average: Rational;
  readonly baseMoney: Rational;
  lots: bigint;
  money: Rational;
  done: number;
  /** Safety orders in the book. */
  resting: Resting[];
  placed: number;
  takeProfit: bigint;
  /** The best price that a trailing take profit has followed; 0 while it does not. */
  mark: bigint;
  /** The best price so far, which a trailing stop loss follows. */
  best: bigint;
  /** When a stop loss with a time fires; 0: its time does not run. */
  stopAt: number;
}

const ONE = rational('1');
const FEE = rational('0.001');
const PERCENT = rational('0.01');

/**
 * A non-stop bot on one pair, written down rule by rule from the sheet (parts A and B) with fractions and a plain loop: it
 * shares nothing with the core. Prices in steps of 0.01, quantities in lots of 0.00001, fee 0.1 % in quote.
 */
export class NaiveBot {
  readonly ended: NaiveResult[] = [];
  /** What its account has gained so far. */
  coins: Rational = rational('0');
  money: Rational = rational('0');
  private readonly told: NaiveSettings;
  private readonly long: boolean;
  private deal: NaiveDeal | null = null;
  private quotes: Quotes | null = null;
  private startAt = 0;

  constructor(told: NaiveSettings) {
    this.told = told;
    this.long = told.strategy === 'long';
  }

  get running(): boolean {
    return this.deal !== null;
  }

  see(quotes: Quotes): void {
    if (this.quotes !== null) this.wait(this.quotes, quotes.at);
    this.quotes = quotes;
    if (this.deal !== null) this.live(this.deal, quotes);
    if (this.deal === null && this.startAt <= quotes.at) this.start(quotes, quotes.at);
  }

  /** What is due until the next market update: a stop loss whose time is over, a cooldown that ends. */
  private wait(quotes: Quotes, until: number): void {
    for (;;) {
      if (this.deal === null && this.startAt <= until) this.start(quotes, this.startAt);
      if (this.deal === null || this.deal.stopAt === 0 || this.deal.stopAt > until) return;
      const exit = BigInt(this.long ? quotes.bid : quotes.ask);
      this.end(this.deal, exit, this.deal.stopAt, 'stopLossFinished');
    }
  }

  private start(quotes: Quotes, at: number): void {
    const price = BigInt(this.long ? quotes.ask : quotes.bid);
    const lots = this.lotsFor(rational(this.told.baseVolume), price);
    const money = this.trade(this.long, price, lots);
    const deal: NaiveDeal = {
      createdAt: at,
      average: over(money, coinsOf(lots)),
      baseMoney: money,
      lots,
      money,
      done: 0,
      resting: [],
      placed: 0,
      takeProfit: 0n,
      mark: 0n,
      best: this.long ? floor(stepsOf(over(money, coinsOf(lots)))) : ceiling(stepsOf(over(money, coinsOf(lots)))),
      stopAt: 0,
    };
    this.deal = deal;
    this.follow(deal, BigInt(this.long ? quotes.bid : quotes.ask));
    this.keepOrders(deal, quotes);
  }

  /** One market update: fills, then the stop loss, then the take profit, then orders (A3). */
  private live(deal: NaiveDeal, quotes: Quotes): void {
    const entry = BigInt(this.long ? quotes.ask : quotes.bid);
    const exit = BigInt(this.long ? quotes.bid : quotes.ask);
    const filled = deal.resting.filter(({ price }) => (this.long ? entry <= price : entry >= price));
    deal.resting = deal.resting.filter((order) => !filled.includes(order));
    for (const { price, lots } of filled) this.enter(deal, price, lots);
    const isGood = this.long ? exit >= deal.takeProfit : exit <= deal.takeProfit;
    if (!this.told.trailing && isGood) return this.end(deal, deal.takeProfit, quotes.at, 'completed');
    this.follow(deal, exit);
    if (this.isStopped(deal, exit)) {
      if (this.told.stopLossTimeout === 0) return this.end(deal, exit, quotes.at, 'stopLossFinished');
      if (deal.stopAt === 0) deal.stopAt = quotes.at + this.told.stopLossTimeout * 1000;
    } else deal.stopAt = 0;
    if (filled.length > 0) deal.mark = 0n;
    else if (this.told.trailing && deal.mark > 0n) {
      if (this.long ? exit > deal.mark : exit < deal.mark) deal.mark = exit;
      if (this.hasFallenBack(deal, exit)) return this.end(deal, exit, quotes.at, 'completed');
    } else if (this.told.trailing && isGood) deal.mark = exit;
    if (filled.length > 0) this.keepOrders(deal, quotes);
  }

  private follow(deal: NaiveDeal, exit: bigint): void {
    if (this.long ? exit > deal.best : exit < deal.best) deal.best = exit;
  }

  private isStopped({ average, best }: NaiveDeal, exit: bigint): boolean {
    if (this.told.stopLoss === '0') return false;
    const share = times(rational(this.told.stopLoss), PERCENT);
    const from = this.told.stopLossTrails ? priceOf(best) : average;
    if (this.long) return isAtLeast(times(from, minus(ONE, share)), priceOf(exit));
    return isAtLeast(priceOf(exit), times(from, plus(ONE, share)));
  }

  private hasFallenBack({ mark }: NaiveDeal, exit: bigint): boolean {
    const share = times(rational(this.told.trailingDeviation), PERCENT);
    if (this.long) return isAtLeast(times(priceOf(mark), minus(ONE, share)), priceOf(exit));
    return isAtLeast(priceOf(exit), times(priceOf(mark), plus(ONE, share)));
  }

  /** The take profit for what is held, and safety orders until the window is full; a marketable one is filled at once. */
  private keepOrders(deal: NaiveDeal, quotes: Quotes): void {
    const { maxSafetyOrders, activeSafetyOrders } = this.told;
    const entry = BigInt(this.long ? quotes.ask : quotes.bid);
    while (deal.resting.length < activeSafetyOrders && deal.placed < maxSafetyOrders) {
      deal.placed += 1;
      const order = this.safetyOrder(deal, deal.placed);
      const marketable = this.long ? entry <= order.price : entry >= order.price;
      if (marketable) this.enter(deal, entry, order.lots);
      else deal.resting.push(order);
    }
    deal.takeProfit = this.takeProfitOf(deal);
  }

  private safetyOrder({ average }: NaiveDeal, n: number): Resting {
    let step = times(rational(this.told.safetyStep), PERCENT);
    let deviation = step;
    let volume = rational(this.told.safetyVolume);
    for (let i = 1; i < n; i++) {
      step = times(step, rational(this.told.stepScale));
      deviation = plus(deviation, step);
      volume = times(volume, rational(this.told.volumeScale));
    }
    const level = times(average, this.long ? minus(ONE, deviation) : plus(ONE, deviation));
    const steps = stepsOf(level);
    const price = this.long ? floor(steps) : ceiling(steps);
    return { price, lots: this.lotsFor(volume, price) };
  }

  private takeProfitOf({ money, baseMoney, lots }: NaiveDeal): bigint {
    const from = this.told.takeProfitType === 'base' ? baseMoney : money;
    const profit = times(from, times(rational(this.told.takeProfit), PERCENT));
    if (this.long) {
      const level = over(plus(money, profit), times(coinsOf(lots), minus(ONE, FEE)));
      return ceiling(stepsOf(level));
    }
    const level = over(minus(money, profit), times(coinsOf(lots), plus(ONE, FEE)));
    return floor(stepsOf(level));
  }

  private lotsFor(volume: Rational, price: bigint): bigint {
    return ceiling(over(over(volume, priceOf(price)), rational('0.00001')));
  }

  private enter(deal: NaiveDeal, price: bigint, lots: bigint): void {
    deal.money = plus(deal.money, this.trade(this.long, price, lots));
    deal.lots += lots;
    deal.done += 1;
  }

  private end(deal: NaiveDeal, price: bigint, at: number, status: NaiveResult['status']): void {
    const exited = this.trade(!this.long, price, deal.lots);
    const coins = textOf(coinsOf(deal.lots), 18);
    this.ended.push({
      createdAt: deal.createdAt,
      closedAt: at,
      status,
      safetyDone: deal.done,
      entered: [coins, textOf(deal.money, 18)],
      exited: [coins, textOf(exited, 18)],
      profit: textOf(this.long ? minus(exited, deal.money) : minus(deal.money, exited), 8),
    });
    this.deal = null;
    this.startAt = at + this.told.cooldown * 1000;
  }

  /** Buys or sells: what it costs or brings, fee included. */
  private trade(buys: boolean, price: bigint, lots: bigint): Rational {
    const plain = times(priceOf(price), coinsOf(lots));
    const money = times(plain, buys ? plus(ONE, FEE) : minus(ONE, FEE));
    this.coins = buys ? plus(this.coins, coinsOf(lots)) : minus(this.coins, coinsOf(lots));
    const moved = buys ? minus(this.money, money) : plus(this.money, money);
    // without this the fractions would grow with every trade
    this.money = { over: (moved.over * 10n ** 10n) / moved.under, under: 10n ** 10n };
    this.coins = { over: (this.coins.over * 100_000n) / this.coins.under, under: 100_000n };
    return { over: (money.over * 10n ** 10n) / money.under, under: 10n ** 10n };
  }
}

function priceOf(steps: bigint): Rational {
  return { over: steps, under: 100n };
}

function stepsOf(price: Rational): Rational {
  return over(price, rational('0.01'));
}

function coinsOf(lots: bigint): Rational {
  return { over: lots, under: 100_000n };
}
