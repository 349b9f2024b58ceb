import type { Instrument } from '../instruments/index.ts';
import { positionById } from './account.ts';
import { mulDiv } from './arithmetic.ts';
import type { Group } from './group.ts';
import { type FillRequest, isOnOrderedSide, type Shortfall, wantedOf } from './request.ts';
import { type CopyWorld, copyAccount } from './state.ts';
import { volumeSteps } from './target.ts';
import { PLAN_STRIDE } from './trade-events.ts';

/** An order's share of less than was wanted: whole steps, and what was cut. All are magnitudes. */
export interface Share {
  readonly cut: number;
  /** What it gets more when a left-over step is its. */
  readonly more: number;
  /** `share × wanted` less `cut × wanted`. */
  readonly remainder: number;
}

export function shareOf(part: number, shared: number, wanted: number, step: number): Share {
  const cut = mulDiv(part, shared, wanted * step, 'down') * step;
  const remainder = remainderOf(part, shared, cut, wanted);
  return { cut, more: Math.min(step, part - cut), remainder };
}

function remainderOf(part: number, shared: number, cut: number, wanted: number): number {
  const share = part * shared;
  return Number.isSafeInteger(share)
    ? share - cut * wanted
    : Number(BigInt(part) * BigInt(shared) - BigInt(cut) * BigInt(wanted));
}

/**
 * The orders of one request that share a shortfall, in columns: gathered in slices from the plan. Market state: after a restart
 * they are gathered anew, and come to the same.
 */
export class Sharing {
  readonly #world: CopyWorld;
  readonly #group: Group;
  readonly #request: FillRequest;
  readonly #shared: number;
  readonly #wanted: number;
  readonly #stepOf: (precision: number) => number;
  readonly #accounts: number[] = [];
  readonly #positions: number[] = [];
  readonly #equities: number[] = [];
  readonly #remainders: number[] = [];
  readonly #more: number[] = [];
  /** Volume that no cut share holds. */
  #left: number;
  /** Slice of the plan, and the place in it that comes next. */
  #slice = 0;
  #place = 0;

  constructor(world: CopyWorld, group: Group, request: FillRequest, shared: number) {
    this.#world = world;
    this.#group = group;
    this.#request = request;
    this.#shared = shared;
    this.#wanted = wantedOf(request);
    this.#stepOf = stepsOfAccounts(world, request.instrument);
    this.#left = shared;
  }

  /** Whether every order has been gathered. */
  get isWhole(): boolean {
    return this.#slice >= this.#group.plan.length;
  }

  /** Gathers the next orders of the plan, at most `most`; how many it looked at. */
  gather(most: number): number {
    let looked = 0;
    for (; !this.isWhole && looked < most; looked++) {
      const rows = this.#group.plan[this.#slice] as readonly number[];
      this.#take(rows, this.#place);
      this.#place += PLAN_STRIDE;
      if (this.#place < rows.length) continue;
      this.#slice++;
      this.#place = 0;
    }
    return looked;
  }

  #take(rows: readonly number[], i: number): void {
    const { stream, instrument } = this.#request;
    const part = rows[i + 4] as number;
    if (part === 0 || !isOnOrderedSide(this.#request, part)) return;
    const account = copyAccount(this.#world.copy, rows[i] as number);
    if (account.stream !== stream) return;
    const position = rows[i + 1] as number;
    if (positionById(account, position).instrument !== instrument) return;
    const share = shareOf(Math.abs(part), this.#shared, this.#wanted, this.#stepOf(account.precisionVolume));
    this.#left -= share.cut;
    this.#accounts.push(account.id);
    this.#positions.push(position);
    this.#equities.push(rows[i + 5] as number);
    this.#remainders.push(share.remainder);
    this.#more.push(share.more);
  }

  /** How the left-over steps are given: which order is the last that gets one, and who gets what is less than a step. */
  find(): Shortfall {
    const places = Int32Array.from(this.#accounts.keys());
    const { winners, left } = this.#divide(places);
    let last = -1;
    for (const place of places.subarray(0, winners)) if (last < 0 || this.#isBefore(last, place)) last = place;
    const next = left === 0 ? -1 : (places[winners] ?? -1);
    return {
      remainder: this.#remainders[last] ?? 0,
      equity: this.#equities[last] ?? 0,
      account: this.#accounts[last] ?? 0,
      position: this.#positions[last] ?? 0,
      restAccount: this.#accounts[next] ?? 0,
      restPosition: this.#positions[next] ?? 0,
      rest: left,
    };
  }

  /**
   * Puts those in front who, in the order of their ranks, get a step as long as there is enough left, and behind them the first
   * for whom there is not: a quickselect by what is given, without sorting. How many they are, and what is left.
   */
  #divide(places: Int32Array): { readonly winners: number; readonly left: number } {
    let left = this.#left;
    let low = 0;
    let high = places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const pivot = places[middle] as number;
      places[middle] = places[high - 1] as number;
      let place = low;
      let given = 0;
      for (let at = low; at < high - 1; at++) {
        const other = places[at] as number;
        if (!this.#isBefore(other, pivot)) continue;
        given += this.#more[other] as number;
        places[at] = places[place] as number;
        places[place++] = other;
      }
      places[high - 1] = places[place] as number;
      places[place] = pivot;
      if (given > left) {
        high = place;
        continue;
      }
      left -= given;
      const more = this.#more[pivot] as number;
      if (more > left) return { winners: place, left };
      left -= more;
      low = place + 1;
    }
    return { winners: low, left };
  }

  #isBefore(a: number, b: number): boolean {
    const byRemainder = (this.#remainders[a] as number) - (this.#remainders[b] as number);
    if (byRemainder !== 0) return byRemainder > 0;
    const byEquity = (this.#equities[a] as number) - (this.#equities[b] as number);
    if (byEquity !== 0) return byEquity > 0;
    const byAccount = (this.#accounts[a] as number) - (this.#accounts[b] as number);
    return byAccount < 0 || (byAccount === 0 && (this.#positions[a] as number) < (this.#positions[b] as number));
  }
}

/** Steps of accounts by their precision, worked out once. */
export function stepsOfAccounts({ instruments }: CopyWorld, instrument: number): (precision: number) => number {
  const known: number[] = [];
  return (precision) => {
    known[precision] ??= volumeSteps(instruments.instruments[instrument] as Instrument, precision).step;
    return known[precision] as number;
  };
}

/** Remainder, equity, account, position. */
export type Rank = readonly [number, number, number, number];

export function isBeforeIn(a: Rank, b: Rank): boolean {
  if (a[0] !== b[0]) return a[0] > b[0];
  if (a[1] !== b[1]) return a[1] > b[1];
  return a[2] !== b[2] ? a[2] < b[2] : a[3] < b[3];
}
