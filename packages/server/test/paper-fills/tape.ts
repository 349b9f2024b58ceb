import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** 0 for bids and buys, 1 for asks and sells. */
export type Side = 0 | 1;

/** What happened at one displayed price between two lines. */
export interface Change {
  readonly side: Side;
  readonly price: number;
  /** 0: nothing is displayed there any more. */
  readonly size: number;
  /** It is still there, but more than 50 better levels stand before it. */
  readonly outOfSight: boolean;
}

/** What one line of a recording says of the outside market. Prices and sizes in whole steps. */
export type TapeLine =
  | { readonly kind: 'book'; readonly at: number; readonly changes: readonly Change[] }
  | {
      readonly kind: 'trade';
      readonly at: number;
      readonly price: number;
      readonly size: number;
      /** The side that took. */
      readonly taker: Side;
    };

/** Decimals of the instrument's price step and quantity step, which are 1 in the last one. */
export interface Decimals {
  readonly price: number;
  readonly size: number;
}

/** Levels a side that the paper venue displays. */
export const DISPLAYED = 50;

type Texts = readonly (readonly [price: string, size: string])[];
interface Depth {
  readonly U: number;
  readonly u: number;
  readonly b: Texts;
  readonly a: Texts;
}
interface Best {
  readonly u: number;
  readonly levels: readonly [Level, Level];
}
type Level = readonly [price: number, size: number];

export function readTape(path: string, decimals: Decimals): TapeLine[] {
  const tape = new Tape(decimals);
  return gunzipSync(readFileSync(path))
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => tape.read(line));
}

/**
 * The checker's own reading of a recording. Displayed are the best 50 levels of the known book; a best quote newer than
 * the book stands on top of it until the book has caught up. The recordings have one snapshot and no gap; others are
 * refused here, for this is a ruler and no feed.
 */
class Tape {
  private readonly decimals: Decimals;
  /** The whole book, best first. */
  private readonly book: readonly [Level[], Level[]] = [[], []];
  private update = -1;
  private early: Depth[] = [];
  private best: Best | null = null;
  private shown: readonly [Level[], Level[]] = [[], []];
  private at = 0;

  constructor(decimals: Decimals) {
    this.decimals = decimals;
  }

  read(line: string): TapeLine {
    const message = JSON.parse(line.slice(line.indexOf(' ') + 1));
    const data = message.data ?? message;
    if (data.E !== undefined) this.at = Math.max(this.at, data.E);
    if (data.e === 'trade') {
      const price = steps(data.p, this.decimals.price);
      return { kind: 'trade', at: this.at, price, size: this.size(data.q), taker: data.m === true ? 1 : 0 };
    }
    if (data.e === 'depthUpdate') this.depth(data);
    else if (data.lastUpdateId !== undefined) this.snapshot(data.lastUpdateId, data.bids, data.asks);
    else this.quote(data);
    return { kind: 'book', at: this.at, changes: this.changes() };
  }

  private quote({ u, b, B, a, A }: { u: number; b: string; B: string; a: string; A: string }): void {
    const newest = Math.max(this.update, this.best?.u ?? -1);
    if (u > newest) this.best = { u, levels: [this.level([b, B]), this.level([a, A])] };
  }

  private snapshot(id: number, bids: Texts, asks: Texts): void {
    if (this.update >= 0) throw new Error('a second snapshot');
    this.update = id;
    for (const [side, levels] of [bids, asks].entries()) {
      for (const level of levels) this.set(side as Side, this.level(level));
    }
    const early = this.early.filter(({ u }) => u > id);
    this.early = [];
    for (const depth of early) this.depth(depth);
    this.forgetOldBest();
  }

  private depth(depth: Depth): void {
    if (this.update < 0) {
      this.early.push(depth);
      return;
    }
    if (depth.u <= this.update) return;
    if (depth.U > this.update + 1) throw new Error(`updates from ${this.update + 1} are missing`);
    this.update = depth.u;
    for (const level of depth.b) this.set(0, this.level(level));
    for (const level of depth.a) this.set(1, this.level(level));
    this.forgetOldBest();
  }

  private forgetOldBest(): void {
    if (this.best !== null && this.best.u <= this.update) this.best = null;
  }

  private set(side: Side, [price, size]: Level): void {
    const levels = this.book[side];
    let from = 0;
    let to = levels.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (isBetter(side, (levels[middle] as Level)[0], price)) from = middle + 1;
      else to = middle;
    }
    const known = levels[from]?.[0] === price ? 1 : 0;
    levels.splice(from, known, ...(size === 0 ? [] : [[price, size] as const]));
  }

  private changes(): Change[] {
    const changes: Change[] = [];
    const now = [this.display(0), this.display(1)] as const;
    for (const side of [0, 1] as const) {
      const before = new Map(this.shown[side]);
      const after = now[side];
      const worst = after.length === DISPLAYED ? (after[DISPLAYED - 1] as Level)[0] : undefined;
      for (const [price, size] of after) {
        if (before.get(price) !== size) changes.push({ side, price, size, outOfSight: false });
        before.delete(price);
      }
      for (const price of before.keys()) {
        const outOfSight =
          worst !== undefined && isBetter(side, worst, price) && this.book[side].some(([there]) => there === price);
        changes.push({ side, price, size: 0, outOfSight });
      }
    }
    this.shown = now;
    return changes;
  }

  private display(side: Side): Level[] {
    const known = this.book[side];
    const top = this.best?.levels[side];
    if (top === undefined) return known.slice(0, DISPLAYED);
    const behind = known.findIndex(([price]) => isBetter(side, top[0], price));
    return [top, ...(behind < 0 ? [] : known.slice(behind, behind + DISPLAYED - 1))];
  }

  private level([price, size]: readonly [string, string]): Level {
    return [steps(price, this.decimals.price), this.size(size)];
  }

  /** Whole quantity steps, rounded down, but never to nothing. */
  private size(text: string): number {
    const whole = steps(text, this.decimals.size);
    return whole === 0 && /[1-9]/.test(text) ? 1 : whole;
  }
}

export function isBetter(side: Side, price: number, other: number): boolean {
  return side === 0 ? price > other : price < other;
}

function steps(text: string, decimals: number): number {
  const [whole = '', fraction = ''] = text.split('.');
  return Number(BigInt(whole + fraction.padEnd(decimals, '0').slice(0, decimals)));
}
