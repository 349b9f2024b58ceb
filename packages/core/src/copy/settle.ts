import type { Turn } from '../turn.ts';
import { type CopyAccount, type CopyPosition, positionById } from './account.ts';
import { dealsOf } from './apply-settled.ts';
import { requestOf } from './apply-trade.ts';
import { mulDiv, mulMulDiv } from './arithmetic.ts';
import { type Group, marketKey } from './group.ts';
import { type FillRequest, isInside, isOnOrderedSide, wantedOf } from './request.ts';
import { SettledRows } from './settled-rows.ts';
import { isBeforeIn, shareOf, stepsOfAccounts } from './shortfall.ts';
import { type CopyWorld, copyAccount, streamById } from './state.ts';
import { standingAfter } from './target.ts';
import { ratesOf, type Terms, termsOf } from './terms.ts';
import { type GroupSettled, PLAN_STRIDE } from './trade-events.ts';
import { ONE, type Rate } from './units.ts';

/** Dollars of turnover for which commission rates are named. */
const MILLION = 1_000_000;

/** Settles the next orders of a group, about `most` of them; the orders of one account stay together. How many it was. */
export function settleSlice(world: CopyWorld, group: Group, most: number, turn: Turn): number {
  const settlement = new Settlement(world, group, Math.min(most, (group.planned - group.settled) / PLAN_STRIDE));
  let begins = 0;
  let i = 0;
  let count = 0;
  let account = 0;
  slices: for (const rows of group.plan) {
    i = Math.max(0, group.settled - begins);
    for (; i < rows.length; i += PLAN_STRIDE) {
      if (count >= most && rows[i] !== account) break slices;
      account = rows[i] as number;
      if (settlement.take(rows, i)) count++;
    }
    begins += rows.length;
    i = 0;
  }
  turn.emit({
    type: 'copy.groupSettled',
    at: turn.at,
    id: group.id,
    strategy: group.strategy,
    kind: group.kind,
    firstDeal: world.copy.next.deal,
    settled: begins + i,
    rows: settlement.rows.take(),
    requests: settlement.requests,
    liquidity: settlement.liquidity,
    house: settlement.house,
    netted: settlement.netted,
  } satisfies GroupSettled);
  return count;
}

/** What the orders of one request share in a settlement. */
interface Book {
  readonly request: FillRequest;
  /** Commissions of liquidity and of the broker. */
  readonly rates: readonly [liquidityRate: Rate, brokerRate: Rate];
  readonly stepOf: (precision: number) => number;
  /** Result at liquidity in `volume × fine price`, exact; numbers while they are safe. */
  exact: number | bigint;
}

class Settlement {
  readonly rows: SettledRows;
  readonly requests: [number, number, number, number, number][] = [];
  readonly netted: number[] = [];
  /** The deal that comes next. */
  #deal: number;
  readonly #world: CopyWorld;
  readonly #group: Group;
  readonly #books = new Map<number, Book>();
  /** The book that was looked up last: mostly the next one, too. */
  #last: Book | null = null;
  #lastKey = 0;
  #terms: Terms | null = null;
  #offer = -1;
  #costsOfLiquidity = 0;
  #house = 0;

  constructor(world: CopyWorld, group: Group, most: number) {
    this.rows = new SettledRows(most);
    this.#world = world;
    this.#group = group;
    this.#deal = world.copy.next.deal;
  }

  /** What liquidity gets: its commissions less the results of what stands there, rounded once over the slice. */
  get liquidity(): number {
    return this.#costsOfLiquidity - this.#resultAtLiquidity();
  }

  /** What the operator gets: its commissions, B-book results, swaps and every rounding (`ramm-rules.md` 9). */
  get house(): number {
    return this.#house + this.#resultAtLiquidity();
  }

  #resultAtLiquidity(): number {
    let sum = 0;
    for (const { request, exact } of this.#books.values()) {
      const [numerator, denominator] = request.cents;
      sum +=
        typeof exact === 'number' ? mulDiv(exact, numerator, denominator, 'halfUp') : wideCents(exact, request.cents);
    }
    return sum;
  }

  /** Settles the planned order at a place; false when it was no order. */
  take(plan: readonly number[], i: number): boolean {
    const delta = plan[i + 3] as number;
    const withoutRoom = ((plan[i + 6] as number) & 4) !== 0;
    if (delta === 0 && !withoutRoom) return false;
    const account = copyAccount(this.#world.copy, plan[i] as number);
    const position = positionById(account, plan[i + 1] as number);
    if (delta === 0) {
      this.#deal++;
      this.#leave(account, position, 0, this.#cause(account, plan, i), 0);
      return true;
    }
    const book = this.#bookOf(account.stream, position.instrument);
    this.#settle(account, position, book, plan, i);
    return true;
  }

  #settle(account: CopyAccount, position: CopyPosition, book: Book, plan: readonly number[], i: number): void {
    const delta = plan[i + 3] as number;
    const { request } = book;
    const price = delta > 0 ? request.buyPrice : request.sellPrice;
    const inside = isInside(request);
    const part = price === 0 || inside ? 0 : this.#filledPart(account, position, book, plan, i);
    const volume = price === 0 ? 0 : inside ? delta : part + (delta - (plan[i + 4] as number));
    const cause = this.#cause(account, plan, i);
    const deal = this.#deal;
    this.#deal += dealsOf(delta, volume);
    if (volume === 0) {
      this.#leave(account, position, request.id, cause, delta);
      return;
    }
    const numerator = request.cents[0];
    const denominator = request.cents[1];
    const open = position.volume;
    const { netted } = this.#group;
    const taken = netted.size === 0 ? undefined : netted.get(position.id);
    if (taken !== undefined && open !== 0) this.netted.push(account.id, position.id, request.id, taken, -open, deal);
    const size = Math.abs(volume);
    const closed = open !== 0 && open < 0 !== volume < 0 ? Math.min(size, Math.abs(open)) : 0;
    const move = open < 0 ? position.price - price : price - position.price;
    const profit = closed === 0 ? 0 : mulMulDiv(closed, move, numerator, denominator, 'halfUp');
    const swap = closed === 0 ? 0 : mulDiv(position.swap, closed, Math.abs(open), 'halfUp');
    if (closed > 0) addExact(book, takenBack(position, standingAfter(position, volume, part)), move);
    const [liquidityRate, brokerRate] = book.rates;
    const { commissionRate, partner, partnerShare } = this.#termsOf(account);
    const liquidity = commission(part, price, liquidityRate, numerator, denominator);
    const broker = commission(volume, price, brokerRate, numerator, denominator);
    const rewards = commission(volume, price, commissionRate, numerator, denominator);
    const partners = partner === 0 ? 0 : mulDiv(rewards, partnerShare, ONE, 'down');
    this.#costsOfLiquidity += liquidity;
    this.#house += broker - profit - swap;
    const average = averagePrice(position, volume, price, closed);
    this.rows.begin(account.id, position.id, request.id, cause, delta);
    this.rows.trade(volume, part, entryOf(open, volume, closed), average, profit, swap);
    const turnover = mulMulDiv(size, price, numerator, denominator, 'halfUp');
    this.rows.charge(liquidity, broker, rewards - partners, partners, turnover);
  }

  /** Nothing is traded: liquidity has refused it, or (`delta` 0) no lot fits. */
  #leave({ id }: CopyAccount, position: CopyPosition, request: number, cause: number, delta: number): void {
    this.rows.begin(id, position.id, request, cause, delta);
    this.rows.trade(0, 0, 0, position.price, 0, 0);
    this.rows.charge(0, 0, 0, 0, 0);
  }

  /** What of an order's A-book part was filled, signed. */
  #filledPart(
    account: CopyAccount,
    position: CopyPosition,
    { request, stepOf }: Book,
    plan: readonly number[],
    i: number,
  ): number {
    const part = plan[i + 4] as number;
    const { shortfall, shared } = request;
    if (part === 0 || shortfall === null || !isOnOrderedSide(request, part)) return part;
    const { cut, more, remainder } = shareOf(
      Math.abs(part),
      shared,
      wantedOf(request),
      stepOf(account.precisionVolume),
    );
    let volume = cut;
    const last = [shortfall.remainder, shortfall.equity, shortfall.account, shortfall.position] as const;
    const own = [remainder, plan[i + 5] as number, account.id, position.id] as const;
    if (shortfall.account !== 0 && !isBeforeIn(last, own)) volume += more;
    if (shortfall.restAccount === account.id && shortfall.restPosition === position.id) volume += shortfall.rest;
    return (part < 0 ? -volume : volume) + 0;
  }

  /** The signal, or in groups that close: the command (> 0) or the stop (< 0) behind it. */
  #cause({ closing }: CopyAccount, plan: readonly number[], i: number): number {
    const { kind, items, command } = this.#group;
    if (kind === 'flatten') return command;
    if (kind === 'close') return closing === null ? 0 : closing.command || -closing.stop + 0;
    return items[Math.max(0, plan[i + 2] as number)]?.signal ?? 0;
  }

  #termsOf(account: CopyAccount): Terms {
    if (this.#terms !== null && account.offer === this.#offer) return this.#terms;
    this.#offer = account.offer;
    this.#terms = termsOf(this.#world.copy, account);
    return this.#terms;
  }

  #bookOf(stream: number, instrument: number): Book {
    const key = marketKey(stream, instrument);
    if (key === this.#lastKey && this.#last !== null) return this.#last;
    const known = this.#books.get(key) ?? this.#newBook(key, stream, instrument);
    this.#lastKey = key;
    this.#last = known;
    return known;
  }

  #newBook(key: number, stream: number, instrument: number): Book {
    const request = requestOf(this.#group, stream, instrument);
    if (request === undefined) throw new Error(`group ${this.#group.id} has no request for instrument ${instrument}`);
    const book: Book = {
      request,
      rates: ratesOf(this.#group, streamById(this.#world.copy, stream)),
      stepOf: stepsOfAccounts(this.#world, instrument),
      exact: 0,
    };
    this.#books.set(key, book);
    this.requests.push([request.id, stream, instrument, request.buyPrice, request.sellPrice]);
    return book;
  }
}

/** How much of what stood at liquidity does not stand there for the account any more. */
function takenBack({ volumeA }: CopyPosition, after: number): number {
  const same = after < 0 === volumeA < 0 ? Math.abs(after) : 0;
  return Math.max(0, Math.abs(volumeA) - same);
}

/** 0 in, 1 out, 2 through zero to the other side. */
function entryOf(open: number, volume: number, closed: number): number {
  if (closed === 0) return 0;
  return Math.abs(volume) > Math.abs(open) ? 2 : 1;
}

/** Grown positions have the average price, smaller ones the price they had, turned ones the new price. */
function averagePrice(
  { volume: open, price: before }: CopyPosition,
  volume: number,
  price: number,
  closed: number,
): number {
  if (closed > 0) return Math.abs(volume) > Math.abs(open) ? price : before;
  if (open === 0) return price;
  const [held, added] = [Math.abs(open), Math.abs(volume)];
  const whole = held + added;
  // the new price differs from the old one by the added part of the difference
  return before + mulDiv(price - before, added, whole, 'halfUp');
}

/** A rate of the turnover, rounded up; nothing of nothing. */
function commission(volume: number, price: number, rate: number, numerator: number, denominator: number): number {
  if (rate === 0 || volume === 0) return 0;
  return mulMulDiv(Math.abs(volume), price, numerator * rate, denominator * MILLION, 'up');
}

function addExact(book: Book, volume: number, move: number): void {
  const product = volume * move;
  const sum = typeof book.exact === 'number' ? book.exact + product : Number.NaN;
  book.exact =
    Number.isSafeInteger(product) && Number.isSafeInteger(sum)
      ? sum
      : BigInt(book.exact) + BigInt(volume) * BigInt(move);
}

function wideCents(exact: bigint, [numerator, denominator]: readonly [number, number]): number {
  const doubled = 2n * exact * BigInt(numerator);
  const by = BigInt(denominator);
  const rounded = doubled < 0n ? -((-doubled + by) / (2n * by)) : (doubled + by) / (2n * by);
  return Number(rounded);
}
