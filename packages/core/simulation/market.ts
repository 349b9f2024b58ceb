import type { Instrument, Price, Quantity, Tick } from '../src/index.ts';
import type { Random } from './random.ts';

/** The outside market of one instrument: a random walk that comes out as quotes, depth, levels, trades and status changes. */
export class SimulatedMarket {
  readonly instrument: Instrument;
  /** Middle of the market in price steps. */
  middle: number;
  readonly #random: Random;
  /** Typical size of a level in quantity steps. */
  readonly #size: number;
  #status: 'normal' | 'break' | 'closed' = 'normal';

  constructor(instrument: Instrument, typicalPrice: number, size: number, random: Random) {
    this.instrument = instrument;
    this.middle = typicalPrice;
    this.#size = size;
    this.#random = random;
  }

  /** The next piece of market data. */
  next(): Tick {
    this.#walk();
    const kind = this.#random.weighted({ quote: 35, depth: 15, level: 15, trade: 33, status: 2 });
    if (kind === 'status' || (this.#status !== 'normal' && this.#random.chance(0.3))) return this.#statusTick();
    switch (kind) {
      case 'quote':
        return this.#quote();
      case 'depth':
        return this.depth();
      case 'level':
        return this.#level();
      case 'trade':
        return this.#trade();
    }
  }

  /** What a feed sends first after a start: the trading status, the whole displayed book, and maybe a trade. */
  refill(withTrade: boolean): Tick[] {
    const status: Tick = { kind: 'status', instrument: this.instrument.id, status: this.#status };
    return withTrade ? [status, this.depth(), this.#trade()] : [status, this.depth()];
  }

  /** Trading goes on with more on both sides than anybody takes. */
  calm(): Tick[] {
    this.#walk();
    this.#status = 'normal';
    const instrument = this.instrument.id;
    const [bids, asks] = [-1, 1].map((away) => [this.middle + away, 1_000 * this.#size]) as [number[], number[]];
    return [{ kind: 'status', instrument, status: 'normal' }, { kind: 'depth', instrument, bids, asks }, this.#trade()];
  }

  /** The whole displayed book. */
  depth(): Tick {
    const side = (direction: 1 | -1): number[] => {
      const levels: number[] = [];
      let price = this.middle + direction * this.#random.between(1, 3);
      for (let i = this.#random.between(0, 4); i > 0; i--) {
        levels.push(price, this.#quantity());
        price += direction * this.#random.between(1, 3);
      }
      return levels;
    };
    return { kind: 'depth', instrument: this.instrument.id, bids: side(-1), asks: side(1) };
  }

  #walk(): void {
    const wide = this.#random.chance(0.04);
    const shock = wide && this.#random.chance(0.35);
    const lively = !wide && this.#random.chance(0.25);
    const reach = wide || lively ? Math.ceil(this.middle / (shock ? 6 : wide ? 200 : 120)) : 3;
    this.middle = Math.max(50, this.middle + this.#random.between(-reach, reach));
  }

  #quote(): Tick {
    const spread = this.#random.between(1, 3);
    return {
      kind: 'quote',
      instrument: this.instrument.id,
      bid: (this.middle - spread) as Price,
      bidSize: (this.#random.chance(0.05) ? 0 : this.#quantity()) as Quantity,
      ask: (this.middle + spread) as Price,
      askSize: (this.#random.chance(0.05) ? 0 : this.#quantity()) as Quantity,
    };
  }

  #level(): Tick {
    const side = this.#random.pick(['bid', 'ask'] as const);
    const away = this.#random.between(1, 6);
    return {
      kind: 'level',
      instrument: this.instrument.id,
      side,
      price: (side === 'bid' ? this.middle - away : this.middle + away) as Price,
      size: (this.#random.chance(0.3) ? 0 : this.#quantity()) as Quantity,
    };
  }

  #trade(): Tick {
    const aggressor = this.#random.pick(['buy', 'sell', null] as const);
    const price = (this.middle + this.#random.between(-2, 2)) as Price;
    const trade = { kind: 'trade', instrument: this.instrument.id, price, size: this.#quantity() as Quantity } as const;
    return aggressor === null ? trade : { ...trade, aggressor };
  }

  #statusTick(): Tick {
    this.#status = this.#status === 'normal' ? this.#random.pick(['break', 'closed'] as const) : 'normal';
    return { kind: 'status', instrument: this.instrument.id, status: this.#status };
  }

  #quantity(): number {
    return this.#random.between(1, this.#size);
  }
}
