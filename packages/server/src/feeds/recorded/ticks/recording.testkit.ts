import { Random } from '../../path/random.ts';

export interface MadeRecording {
  readonly seed: number;
  /** Seconds the recording lasts; ten changes and some thirty best quotes and trades a second. */
  readonly seconds: number;
  /** Chance that a line with changes is lost. */
  readonly lost?: number;
  /** A snapshot every so many lines with changes; the first one after three of them. */
  readonly snapshotEvery?: number;
}

export const MADE_FROM = 1_723_161_255_208;

/** A made recording of BTCUSDT: a book of some eighty levels a side that changes, told as Binance tells it. */
export function madeRecording(options: MadeRecording): string[] {
  return new Market(options).record();
}

class Market {
  private readonly options: MadeRecording;
  private readonly random: Random;
  private readonly bids = new Map<number, number>();
  private readonly asks = new Map<number, number>();
  private readonly changed = { bids: new Set<number>(), asks: new Set<number>() };
  private readonly lines: string[] = [];
  private update = 1_000;
  private told = 1_000;
  private at = MADE_FROM;

  constructor(options: MadeRecording) {
    this.options = options;
    this.random = new Random(options.seed, 1, 2);
    for (let level = 0; level < 80; level += 1) {
      this.bids.set(6_000_000 - 2 * level, 1 + this.random.below(500_000));
      this.asks.set(6_000_001 + 2 * level, 1 + this.random.below(500_000));
    }
  }

  record(): string[] {
    const { seconds, lost = 0, snapshotEvery = Number.POSITIVE_INFINITY } = this.options;
    for (let batch = 0; batch < seconds * 10; batch += 1) {
      const old = batch === 3 || batch % snapshotEvery === snapshotEvery - 1 ? this.snapshot() : null;
      for (let step = this.random.below(4); step >= 0; step -= 1) this.change();
      this.at += 100;
      if (this.random.next() < lost) this.forget();
      else this.tellChanges();
      // a snapshot arrives later than what it shows
      if (old !== null) this.say(old);
    }
    return this.lines;
  }

  /** A trade or a new size somewhere, and the best quote after it. */
  private change(): void {
    const buy = this.random.next() < 0.5;
    const [side, name, direction] = buy ? ([this.asks, 'asks', 1] as const) : ([this.bids, 'bids', -1] as const);
    const before = JSON.stringify([this.best('bids'), this.best('asks')]);
    const [best, size] = this.best(name);
    if (this.random.next() < 0.4) {
      const taken = this.random.next() < 0.4 ? size : 1 + this.random.below(size);
      this.stream('trade', {
        e: 'trade',
        E: this.at + this.random.below(100) - 3,
        s: 'BTCUSDT',
        p: priceText(best),
        q: sizeText(taken),
        m: !buy,
      });
      this.set(side, name, best, size - taken);
    } else {
      const price = best + direction * (this.random.below(160) - 2);
      const other = this.best(buy ? 'bids' : 'asks')[0];
      if ((price - other) * direction > 0)
        this.set(side, name, price, this.random.below(3) * this.random.below(400_000));
    }
    for (const [each, list] of [
      ['bids', this.bids],
      ['asks', this.asks],
    ] as const) {
      const outwards = each === 'bids' ? -1 : 1;
      if (list.size < 60) this.set(list, each, this.best(each)[0] + outwards * (200 + this.random.below(100)), 77_000);
    }
    if (JSON.stringify([this.best('bids'), this.best('asks')]) !== before && this.random.next() < 0.8) this.tellBest();
  }

  private set(side: Map<number, number>, name: 'bids' | 'asks', price: number, size: number): void {
    if (size === 0 && side.size === 1) return;
    if (size === 0) side.delete(price);
    else side.set(price, size);
    this.changed[name].add(price);
    this.update += 1;
  }

  private best(name: 'bids' | 'asks'): [number, number] {
    const price = name === 'bids' ? Math.max(...this.bids.keys()) : Math.min(...this.asks.keys());
    return [price, this[name].get(price) ?? 0];
  }

  private tellBest(): void {
    const [bid, bidSize] = this.best('bids');
    const [ask, askSize] = this.best('asks');
    this.stream('bookTicker', {
      u: this.update,
      s: 'BTCUSDT',
      b: priceText(bid),
      B: sizeText(bidSize),
      a: priceText(ask),
      A: sizeText(askSize),
    });
  }

  private tellChanges(): void {
    const levels = (name: 'bids' | 'asks') =>
      Array.from(this.changed[name], (price) => [priceText(price), sizeText(this[name].get(price) ?? 0)]);
    this.update += 1;
    this.stream('depth@100ms', {
      e: 'depthUpdate',
      E: this.at,
      s: 'BTCUSDT',
      U: this.told + 1,
      u: this.update,
      b: levels('bids'),
      a: levels('asks'),
    });
    this.forget();
  }

  private forget(): void {
    this.told = this.update;
    this.changed.bids.clear();
    this.changed.asks.clear();
  }

  private snapshot(): string {
    const side = (name: 'bids' | 'asks', direction: number) =>
      [...this[name]]
        .sort(([left], [right]) => (left - right) * direction)
        .map(([price, size]) => [priceText(price), sizeText(size)]);
    return JSON.stringify({ lastUpdateId: this.update, bids: side('bids', -1), asks: side('asks', 1) });
  }

  private stream(name: string, data: object): void {
    this.say(JSON.stringify({ stream: `btcusdt@${name}`, data }));
  }

  private say(json: string): void {
    this.lines.push(`${this.at - 1200}000000 ${json}`);
  }
}

function priceText(steps: number): string {
  return `${Math.floor(steps / 100)}.${String(steps % 100).padStart(2, '0')}000000`;
}

function sizeText(steps: number): string {
  return `${Math.floor(steps / 100_000)}.${String(steps % 100_000).padStart(5, '0')}000`;
}
