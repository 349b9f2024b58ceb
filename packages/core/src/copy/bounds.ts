import type { PriceBound } from '../risk/index.ts';
import type { CopyAccount, CopyPosition } from './account.ts';
import { type Priced, type PriceTable, pricedAt } from './price-table.ts';
import type { CompanySpec, CopyWorld } from './state.ts';
import { type Cents, FINE, ONE } from './units.ts';
import { floating, marginOf, type Worth } from './valuation.ts';

/**
 * Price bounds inside which an account certainly meets none of its stops. What it may lose (or, with a target, gain) is
 * split evenly among its positions; each may move as far as its part allows. With one position that is exact to a cent for
 * every holding; a price that reaches a bound only has the account valued anew.
 */
export function boundsOf(
  world: CopyWorld,
  account: CopyAccount,
  spec: CompanySpec,
  worth: Worth,
  prices: PriceTable,
): PriceBound[] {
  const open = account.positions.filter(({ volume }) => volume !== 0);
  const bounds: PriceBound[] = [];
  const { protectionLevel, targetLevel } = account;
  const lost = worth.equity - Math.floor(protectionLevel / PER_CENT);
  const gained = targetLevel === 0 ? Number.POSITIVE_INFINITY : Math.ceil(targetLevel / PER_CENT) - worth.equity;
  const free = worth.equity - marginShare(worth.margin, spec);
  for (const position of open) {
    const at = prices.of(position.instrument);
    if (at === undefined) continue;
    const part = (money: number): number => Math.max(0, Math.floor(money / open.length) - SLACK);
    const falls = position.volume > 0 ? 'below' : 'above';
    const rises = position.volume > 0 ? 'above' : 'below';
    const safeLoss = protectionLevel > 0 ? Math.min(part(lost), part(free)) : part(free);
    add(bounds, position, falls, reach(world, position, at, falls, spec, { loses: true, limit: safeLoss }), at);
    if (targetLevel > 0) {
      const gain = { loses: false, limit: part(gained) };
      add(bounds, position, rises, reach(world, position, at, rises, spec, gain), at);
    }
    const { instrument } = at;
    // a rate of a third pair may move as well: its next trade has the account looked at
    if (instrument.quote !== usdOf(world) && instrument.pairBase !== usdOf(world))
      crossBounds(world, bounds, instrument.quote);
  }
  return bounds;
}

/** Millionths of a dollar in a cent. */
const PER_CENT = ONE;

/** Cents by which roundings of one position may differ. */
const SLACK = 2;

/** Money below which margin stops the account. */
function marginShare(margin: Cents, { mcLevel }: CompanySpec): Cents {
  return Math.ceil((margin * mcLevel) / 100);
}

/** How much a position may lose (with the margin it needs more) or gain, in cents. */
interface Room {
  readonly loses: boolean;
  readonly limit: Cents;
}

/** The farthest whole price in a direction up to which a position keeps to its room; result and margin move steadily. */
function reach(
  world: CopyWorld,
  position: CopyPosition,
  at: Priced,
  direction: 'below' | 'above',
  spec: CompanySpec,
  room: Room,
): number {
  const { loses, limit } = room;
  const { instrument } = at;
  if (instrument.quote === usdOf(world)) return straightReach(position, at, direction, spec, room);
  const now = floating(position, at);
  const bound = marginShare(marginOf(position.volume, at, spec.leverage), spec);
  const isSafe = (price: number): boolean => {
    const then = pricedAtSteps(world, at, price);
    if (then === null) return false;
    const change = floating(position, then) - now;
    const margin = marginShare(marginOf(position.volume, then, spec.leverage), spec) - bound;
    return loses ? Math.max(0, margin) - change < limit : change < limit;
  };
  const start = Math.floor(at.fine / FINE);
  const edge = direction === 'below' ? instrument.lowestPrice : Math.min(instrument.highestPrice, start * WIDEST);
  let safe = start;
  let unsafe = edge;
  if (isSafe(edge)) return edge;
  while (Math.abs(unsafe - safe) > 1) {
    const middle = Math.floor((safe + unsafe) / 2);
    if (isSafe(middle)) safe = middle;
    else unsafe = middle;
  }
  return safe;
}

/**
 * The same for what is quoted in dollars, where result and margin follow the price in a straight line. Doubles say how far; a
 * step less covers their roundings.
 */
function straightReach(
  { volume }: CopyPosition,
  { instrument, fine, numerator, denominator }: Priced,
  direction: 'below' | 'above',
  { mcLevel, leverage }: CompanySpec,
  { loses, limit }: Room,
): number {
  const perStep = (Math.abs(volume) * FINE * numerator) / denominator;
  const steeper = loses && direction === 'above' ? 1 + mcLevel / (100 * leverage) : 1;
  const steps = Math.max(0, Math.floor(limit / (perStep * steeper)) - 1);
  const start = Math.floor(fine / FINE);
  return direction === 'below'
    ? Math.max(instrument.lowestPrice, start - steps)
    : Math.min(instrument.highestPrice, start + steps);
}

/** Prices that rise more than so many times are beyond any bound. */
const WIDEST = 64;

/** The same instrument at another price; quoted in dollars its worth of a step stays. */
function pricedAtSteps(world: CopyWorld, at: Priced, price: number): Priced | null {
  const fine = price * FINE;
  return at.instrument.quote === usdOf(world) ? { ...at, fine } : pricedAt(world, at.instrument.id, fine);
}

function usdOf({ instruments }: CopyWorld): number {
  return instruments.assetByCode.get('usd')?.id ?? 0;
}

function add(
  bounds: PriceBound[],
  { instrument }: CopyPosition,
  direction: 'below' | 'above',
  safe: number,
  at: Priced,
): void {
  const level = direction === 'below' ? safe - 1 : safe + 1;
  if (level < at.instrument.lowestPrice || level > at.instrument.highestPrice) return;
  bounds.push({ instrument, direction, level });
}

function crossBounds({ instruments, market }: CopyWorld, bounds: PriceBound[], quote: number): void {
  for (const pair of instruments.instruments) {
    if (pair === undefined || pair.pairBase === 0) continue;
    if (pair.pairBase !== quote && pair.quote !== quote) continue;
    const last = market.markets[pair.id]?.last ?? 0;
    if (last <= 1) continue;
    bounds.push({ instrument: pair.id, direction: 'below', level: last - 1 });
    bounds.push({ instrument: pair.id, direction: 'above', level: last + 1 });
  }
}
