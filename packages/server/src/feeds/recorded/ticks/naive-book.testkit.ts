/** What a recording says of a market after each line, the plain way: maps, sorted whenever they are asked for. */

type Level = readonly [price: number, size: number];

interface Message {
  readonly lastUpdateId?: number;
  readonly bids?: readonly (readonly [string, string])[];
  readonly asks?: readonly (readonly [string, string])[];
  readonly stream?: string;
  readonly data?: Data;
}

interface Data {
  readonly U: number;
  readonly u: number;
  readonly b: never;
  readonly a: never;
  readonly B: string;
  readonly A: string;
}

/** Prices and sizes stand with eight decimals; `priceDigits` and `sizeDigits` of them make a step. */
export class NaiveBook {
  private readonly priceDigits: number;
  private readonly sizeDigits: number;
  private bids = new Map<number, number>();
  private asks = new Map<number, number>();
  private update: number | null = null;
  private waiting: Data[] = [];
  private best: { u: number; bid: Level; ask: Level } | null = null;
  private bestUpdate = -1;
  private sorted: { bids: Level[]; asks: Level[] } = { bids: [], asks: [] };

  constructor(priceDigits: number, sizeDigits: number) {
    this.priceDigits = priceDigits;
    this.sizeDigits = sizeDigits;
  }

  take(line: string): void {
    const message = JSON.parse(line.slice(line.indexOf(' '))) as Message;
    if (message.lastUpdateId !== undefined) this.snapshot(message);
    else if (message.stream?.includes('depth')) this.changes(message.data as Data);
    else if (message.stream?.includes('bookTicker')) this.ticker(message.data as Data);
  }

  /** The best 50 levels a side, best first. */
  get shown(): { bids: Level[]; asks: Level[] } {
    const { best } = this;
    const book = this.update === null ? { bids: [], asks: [] } : this.sorted;
    if (best === null) return { bids: book.bids.slice(0, 50), asks: book.asks.slice(0, 50) };
    const bid = book.bids.findIndex(([price]) => price < best.bid[0]);
    const ask = book.asks.findIndex(([price]) => price > best.ask[0]);
    return {
      bids: [best.bid, ...(bid < 0 ? [] : book.bids.slice(bid, bid + 49))],
      asks: [best.ask, ...(ask < 0 ? [] : book.asks.slice(ask, ask + 49))],
    };
  }

  private ticker(data: Data): void {
    if (data.u <= this.bestUpdate || (this.update !== null && data.u <= this.update)) return;
    this.bestUpdate = data.u;
    this.best = { u: data.u, bid: this.level([data.b, data.B]), ask: this.level([data.a, data.A]) };
  }

  private snapshot({ lastUpdateId = 0, bids = [], asks = [] }: Message): void {
    if (this.update !== null && lastUpdateId < this.update) return;
    const later = this.waiting.filter(({ u }) => u > lastUpdateId);
    if (later[0] !== undefined && later[0].U > lastUpdateId + 1) return;
    this.waiting = [];
    this.update = lastUpdateId;
    this.bids = new Map(bids.map((level) => this.level(level)));
    this.asks = new Map(asks.map((level) => this.level(level)));
    if (this.best !== null && this.best.u <= lastUpdateId) this.best = null;
    this.sort();
    for (const data of later) this.changes(data);
  }

  private changes(data: Data): void {
    if (this.update === null) {
      const last = this.waiting.at(-1);
      if (last !== undefined && data.u <= last.u) return;
      if (last !== undefined && data.U > last.u + 1) this.waiting = [];
      this.waiting.push(data);
    } else if (data.u > this.update && data.U > this.update + 1) {
      this.update = null;
      this.waiting = [data];
    } else if (data.u > this.update) {
      this.change(this.bids, data.b);
      this.change(this.asks, data.a);
      this.update = data.u;
      if (this.best !== null && this.best.u <= data.u) this.best = null;
      this.sort();
    }
  }

  private change(side: Map<number, number>, levels: readonly (readonly [string, string])[]): void {
    for (const [price, size] of levels.map((level) => this.level(level))) {
      if (size === 0) side.delete(price);
      else side.set(price, size);
    }
  }

  private level([price, size]: readonly [string, string]): Level {
    const units = BigInt(size.replace('.', ''));
    const steps = Number(units / 10n ** BigInt(8 - this.sizeDigits));
    const priceSteps = Number(BigInt(price.replace('.', '')) / 10n ** BigInt(8 - this.priceDigits));
    return [priceSteps, units > 0n && steps === 0 ? 1 : steps];
  }

  private sort(): void {
    const bids = Float64Array.from(this.bids.keys()).sort().reverse();
    const asks = Float64Array.from(this.asks.keys()).sort();
    this.sorted = {
      bids: Array.from(bids.subarray(0, 600), (price) => [price, this.bids.get(price) ?? 0]),
      asks: Array.from(asks.subarray(0, 600), (price) => [price, this.asks.get(price) ?? 0]),
    };
  }
}
