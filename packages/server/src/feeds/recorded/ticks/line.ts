import { type Instrument, MAX_STEPS } from '@outcry/core';
import { MOST_STEPS, type StepReader, stepReader } from '../step-number.ts';
import { quoted, TapeError } from '../tape-error.ts';

/** What one line of a recording of single ticks says. Prices and sizes in steps; levels are `[price, size, …]`. */
export type TickLine =
  | { readonly kind: 'snapshot'; readonly id: number; readonly bids: number[]; readonly asks: number[] }
  | {
      readonly kind: 'changes';
      readonly at: number;
      /** First and last update of the book that the line holds. */
      readonly first: number;
      readonly last: number;
      readonly bids: number[];
      readonly asks: number[];
    }
  | {
      readonly kind: 'best';
      readonly id: number;
      readonly bid: number;
      readonly bidSize: number;
      readonly ask: number;
      readonly askSize: number;
    }
  | {
      readonly kind: 'trade';
      readonly at: number;
      readonly price: number;
      readonly size: number;
      readonly aggressor: 'buy' | 'sell';
    };

type Fields = Readonly<Record<string, unknown>>;

const LINE = /^\d{1,20} (?=\{)/;
const STREAM = /^([a-z0-9]+)@(?:(depth)(?:@\d+ms)?|(bookTicker|trade))$/;

/** Whether this first line belongs to a recording of single ticks. */
export function isTickLine(text: string): boolean {
  return LINE.test(text);
}

/**
 * Reads lines `<local time in ns> <JSON>` with the messages of Binance's spot streams depth, bookTicker and trade, or a
 * whole snapshot of the book without wrapper, as Binance's REST answers it. Strict: TapeError names line and field. Prices
 * must be whole price steps; sizes are rounded down to whole quantity steps, but never to nothing, and counted.
 */
export class TickLineReader {
  /** Sizes that were finer than the quantity step: exchanges have widened their steps, old orders rest on. */
  roundedSizes = 0;
  private readonly file: string;
  private readonly instrument: Instrument;
  /** How Binance calls the market: `BTCUSDT`. */
  private readonly market: string;
  private readonly price: StepReader;
  private readonly tradeSize: StepReader;
  private readonly levelSize: StepReader;
  private line = 0;

  constructor(file: string, instrument: Instrument) {
    this.file = file;
    this.instrument = instrument;
    this.market = instrument.symbol.split('_').reverse().join('');
    this.price = stepReader(instrument.priceStep, MOST_STEPS);
    const onRounded = () => {
      this.roundedSizes += 1;
    };
    this.tradeSize = stepReader(instrument.quantityStep, MOST_STEPS, onRounded);
    this.levelSize = stepReader(instrument.quantityStep, MAX_STEPS, onRounded);
  }

  read(text: string, line: number): TickLine {
    this.line = line;
    const stamp = LINE.exec(text);
    if (stamp === null) throw this.wrong(`${quoted(text)} is not \`<local time in ns> <JSON>\``);
    const message = this.object(this.json(text.slice(stamp[0].length)), undefined);
    return message.lastUpdateId === undefined ? this.streamed(message) : this.snapshot(message);
  }

  private json(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      throw this.wrong(`${quoted(text)} is not JSON`);
    }
  }

  private snapshot(message: Fields): TickLine {
    const bids = this.levels(message.bids, 'bids', 1);
    const asks = this.levels(message.asks, 'asks', -1);
    if (bids.length > 0 && asks.length > 0 && (bids[0] as number) >= (asks[0] as number)) {
      throw this.wrong('is not below the best ask', 'bids[0]');
    }
    return { kind: 'snapshot', id: this.count(message.lastUpdateId, 'lastUpdateId'), bids, asks };
  }

  private streamed(message: Fields): TickLine {
    const stream = STREAM.exec(String(message.stream));
    if (stream === null) {
      throw this.wrong(`${quoted(String(message.stream))} is not depth, bookTicker or trade of a market`, 'stream');
    }
    const data = this.object(message.data, 'data');
    for (const [field, name] of [
      ['stream', stream[1]?.toUpperCase()],
      ['data.s', data.s],
    ] as const) {
      if (name !== this.market) throw this.wrong(`${quoted(String(name))} is not ${this.market}`, field);
    }
    if (stream[2] !== undefined) return this.changes(data);
    return stream[3] === 'trade' ? this.trade(data) : this.best(data);
  }

  private changes(data: Fields): TickLine {
    this.expect(data, 'depthUpdate');
    const first = this.count(data.U, 'data.U');
    const last = this.count(data.u, 'data.u');
    if (last < first) throw this.wrong('is less than data.U', 'data.u');
    const bids = this.levels(data.b, 'data.b', 0);
    return { kind: 'changes', at: this.time(data), first, last, bids, asks: this.levels(data.a, 'data.a', 0) };
  }

  private best(data: Fields): TickLine {
    const bidSize = this.steps(data.B, 'data.B', this.levelSize);
    const askSize = this.steps(data.A, 'data.A', this.levelSize);
    const bid = bidSize === 0 ? 0 : this.positive(data.b, 'data.b', this.price);
    const ask = askSize === 0 ? 0 : this.positive(data.a, 'data.a', this.price);
    if (bidSize > 0 && askSize > 0 && bid >= ask) throw this.wrong('is not below the best ask', 'data.b');
    return { kind: 'best', id: this.count(data.u, 'data.u'), bid, bidSize, ask, askSize };
  }

  private trade(data: Fields): TickLine {
    this.expect(data, 'trade');
    if (typeof data.m !== 'boolean') throw this.wrong('must be true or false', 'data.m');
    return {
      kind: 'trade',
      at: this.time(data),
      price: this.positive(data.p, 'data.p', this.price),
      size: this.positive(data.q, 'data.q', this.tradeSize),
      // `m`: the buyer was the maker, so the seller took
      aggressor: data.m ? 'sell' : 'buy',
    };
  }

  private expect(data: Fields, event: string): void {
    if (data.e !== event) throw this.wrong(`must be "${event}"`, 'data.e');
  }

  /** Exchange time, ms UTC. */
  private time(data: Fields): number {
    return this.count(data.E, 'data.E');
  }

  /** Levels of one side; a whole side (direction 1 or -1) stands best first and has no empty level. */
  private levels(value: unknown, field: string, direction: 1 | 0 | -1): number[] {
    if (!Array.isArray(value)) throw this.wrong('must be a list of [price, size]', field);
    const levels: number[] = [];
    for (let i = 0; i < value.length; i++) {
      const level: unknown = value[i];
      if (!Array.isArray(level) || level.length !== 2) throw this.wrong('must be [price, size]', `${field}[${i}]`);
      const price = this.positive(level[0], `${field}[${i}][0]`, this.price);
      const size = this.steps(level[1], `${field}[${i}][1]`, this.levelSize);
      if (direction !== 0) {
        const before = levels.at(-2);
        if (size === 0) throw this.wrong('is 0 in a whole book', `${field}[${i}][1]`);
        if (before !== undefined && (price - before) * direction >= 0) {
          throw this.wrong('is not worse than the level before', `${field}[${i}][0]`);
        }
      }
      levels.push(price, size);
    }
    return levels;
  }

  private positive(value: unknown, field: string, reader: StepReader): number {
    const steps = this.steps(value, field, reader);
    if (steps === 0) throw this.wrong('is not above zero', field);
    return steps;
  }

  private steps(value: unknown, field: string, reader: StepReader): number {
    if (typeof value !== 'string') throw this.wrong('must be a number as text', field);
    const steps = reader(value);
    if (typeof steps === 'number') return steps;
    const step = steps.includes('step') ? ` ${this.instrument.spec.priceStep} of ${this.instrument.symbol}` : '';
    throw this.wrong(`${quoted(value)} ${steps}${step}`, field);
  }

  private count(value: unknown, field: string): number {
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
    throw this.wrong('must be a whole number', field);
  }

  private object(value: unknown, field: string | undefined): Fields {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
    throw this.wrong('must be an object', field);
  }

  private wrong(problem: string, field?: string): TapeError {
    return new TapeError(this.file, problem, this.line, field);
  }
}
