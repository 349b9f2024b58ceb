import { type NaiveRange, naiveLinePrice } from '../../simulation/naive-lines.ts';
import type { Quotes } from '../bots/naive-bot.ts';

/** What a naive grid is told. Prices are whole steps of the pair. */
export interface NaiveGridSettings extends NaiveRange {
  /** Of coins in quantity steps, or of money in minor units, for one line. */
  readonly amount: bigint;
  readonly inBase: boolean;
  readonly profitInBase: boolean;
  readonly trails: boolean;
  /** Everything is sold when the last price falls to this; 0: never. */
  readonly stop: number;
  /** Minor units of money in one price step × one quantity step, and of coins in one quantity step. */
  readonly stepValue: bigint;
  readonly stepUnits: bigint;
}

/** What a sale brought: minor units of money, and of coins kept. */
export interface NaiveCycle {
  readonly at: number;
  readonly line: number;
  readonly profit: bigint;
  readonly kept: bigint;
}

/**
 * A grid bot written from the picture alone: there is one line without an order, buys are below and sales above it, and the
 * line that was filled last is the one without. Fee 0.1 % in money; orders are filled at their own price when the market
 * reaches it. It shares nothing with the core.
 */
export class NaiveGrid {
  coins = 0n;
  money = 0n;
  readonly cycles: NaiveCycle[] = [];
  stopped = false;
  /** How many lines have moved from one end to the other. */
  moved = 0;
  readonly #settings: NaiveGridSettings;
  #lowest = 0;
  #waiting = 0;
  /** By the line it was bought on: quantity steps and cost. */
  readonly #held = new Map<number, { readonly quantity: bigint; readonly cost: bigint }>();

  constructor(settings: NaiveGridSettings) {
    this.#settings = settings;
  }

  get #highest(): number {
    return this.#lowest + this.#settings.lines - 1;
  }

  /** The coins for the lines above the price are bought at the ask and shared by quantity. */
  begin({ bid, ask }: Quotes): void {
    const distance = (line: number): number => Math.abs(this.price(line) - bid);
    for (let line = 0; line <= this.#highest; line++)
      if (distance(line) < distance(this.#waiting)) this.#waiting = line;
    const lines = Array.from({ length: this.#highest - this.#waiting }, (_, i) => this.#waiting + i);
    const whole = lines.reduce((sum, line) => sum + this.#quantity(line), 0n);
    const cost = this.#buy(ask, whole);
    let [before, taken] = [0n, 0n];
    for (const line of lines) {
      const quantity = this.#quantity(line);
      before += quantity;
      const until = (cost * before) / whole;
      this.#held.set(line, { quantity, cost: until - taken });
      taken = until;
    }
  }

  /** A quote and a trade of any size at its bid. */
  see({ at, bid }: Quotes): void {
    if (this.stopped) return;
    while (this.#waiting > this.#lowest && this.price(this.#waiting - 1) >= bid) {
      const line = --this.#waiting;
      const quantity = this.#quantity(line);
      this.#held.set(line, { quantity, cost: this.#buy(this.price(line), quantity) });
    }
    while (this.#waiting < this.#highest && this.price(this.#waiting + 1) <= bid) this.#sellAt(++this.#waiting, at);
    this.#follow(bid);
    if (bid <= this.#settings.stop) this.#stop(bid, at);
  }

  #sellAt(upper: number, at: number): void {
    const line = upper - 1;
    const { quantity, cost } = this.#held.get(line) as { quantity: bigint; cost: bigint };
    const price = this.price(upper);
    const sold = this.#settings.profitInBase ? this.#enough(quantity, cost, price) : quantity;
    const received = this.#sell(price, sold);
    this.#held.delete(line);
    this.cycles.push({ at, line, profit: received - cost, kept: (quantity - sold) * this.#settings.stepUnits });
  }

  /** The least quantity that brings the cost back after the fee, no more than there is. */
  #enough(quantity: bigint, cost: bigint, price: number): bigint {
    const one = BigInt(price) * this.#settings.stepValue * 999n;
    const needed = (cost * 1_000n + one - 1n) / one;
    return needed < quantity ? needed : quantity;
  }

  /** Up: the lowest buy line moves on top. Down: the coins of the highest line are sold under the lowest. */
  #follow(last: number): void {
    const { trails, inBase } = this.#settings;
    if (!trails) return;
    while (!inBase && this.#waiting === this.#highest && last >= this.price(this.#highest + 1)) {
      this.moved++;
      this.#lowest++;
      this.#waiting++;
    }
    while (inBase && this.#waiting === this.#lowest && last <= this.price(this.#lowest - 1)) {
      const top = this.#highest - 1;
      const coins = this.#held.get(top) as { quantity: bigint; cost: bigint };
      this.#held.delete(top);
      this.moved++;
      this.#lowest--;
      this.#waiting--;
      this.#held.set(this.#lowest, coins);
    }
  }

  #stop(bid: number, at: number): void {
    this.stopped = true;
    const all = [...this.#held.values()];
    const quantity = all.reduce((sum, held) => sum + held.quantity, 0n);
    const cost = all.reduce((sum, held) => sum + held.cost, 0n);
    this.#held.clear();
    this.cycles.push({ at, line: -1, profit: this.#sell(bid, quantity) - cost, kept: 0n });
  }

  #buy(price: number, quantity: bigint): bigint {
    const value = BigInt(price) * quantity * this.#settings.stepValue;
    const cost = value + value / 1_000n;
    this.money -= cost;
    this.coins += quantity * this.#settings.stepUnits;
    return cost;
  }

  #sell(price: number, quantity: bigint): bigint {
    const value = BigInt(price) * quantity * this.#settings.stepValue;
    const received = value - value / 1_000n;
    this.money += received;
    this.coins -= quantity * this.#settings.stepUnits;
    return received;
  }

  #quantity(line: number): bigint {
    const { amount, inBase, stepValue } = this.#settings;
    return inBase ? amount : amount / (BigInt(this.price(line)) * stepValue);
  }

  readonly #prices = new Map<number, number>();

  price(line: number): number {
    const price = this.#prices.get(line) ?? naiveLinePrice(this.#settings, line);
    this.#prices.set(line, price);
    return price;
  }
}
