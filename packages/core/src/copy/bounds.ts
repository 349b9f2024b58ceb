import type { CopyAccount, CopyPosition } from './account.ts';
import { type Priced, type PriceTable, pricedAt } from './price-table.ts';
import type { CompanySpec, CopyWorld } from './state.ts';
import type { StopBounds } from './stop-bounds.ts';
import { type Cents, FINE, ONE } from './units.ts';
import { floating, marginOf, type Worth } from './valuation.ts';

/**
 * Sets price bounds inside which an account certainly meets none of its stops. What it may lose (or, with a target, gain) is
 * split evenly among its positions; each may move as far as its part allows, a little less where that is far, so that many
 * accounts share a level. A price that reaches a bound only has the account valued anew.
 */
export function setBounds(
  world: CopyWorld,
  account: CopyAccount,
  spec: CompanySpec,
  worth: Worth,
  prices: PriceTable,
): void {
  const { bounds } = world.copy.work;
  bounds.drop(account.id);
  let open = 0;
  for (const { volume } of account.positions) if (volume !== 0) open++;
  const { protectionLevel, targetLevel } = account;
  const free = worth.equity - marginShare(worth.margin, spec);
  const lost = protectionLevel > 0 ? worth.equity - Math.floor(protectionLevel / PER_CENT) : free;
  const safeLoss = partOf(Math.min(lost, free), open);
  for (const position of account.positions) {
    if (position.volume === 0) continue;
    const at = prices.of(position.instrument);
    if (at === undefined) continue;
    const falls = position.volume > 0 ? 'below' : 'above';
    add(bounds, account.id, at, falls, reach(world, position, at, falls, spec, true, safeLoss));
    if (targetLevel > 0) {
      const rises = position.volume > 0 ? 'above' : 'below';
      const safeGain = partOf(Math.ceil(targetLevel / PER_CENT) - worth.equity, open);
      add(bounds, account.id, at, rises, reach(world, position, at, rises, spec, false, safeGain));
    }
    // a rate of a third pair may move as well: its next trade has the account looked at
    if (at.needsRate) crossBounds(world, bounds, account.id, at.instrument.quote);
  }
}

/** What one of so many positions may lose or gain of a sum. */
function partOf(money: Cents, open: number): Cents {
  return Math.max(0, Math.floor(money / open) - SLACK);
}

/** Millionths of a dollar in a cent. */
const PER_CENT = ONE;

/** Cents by which roundings of one position may differ. */
const SLACK = 2;

/** Money below which margin stops the account. */
function marginShare(margin: Cents, { mcLevel }: CompanySpec): Cents {
  return Math.ceil((margin * mcLevel) / 100);
}

/**
 * The farthest whole price in a direction up to which a position keeps to what it may lose (with the margin it needs more) or
 * gain; result and margin move steadily.
 */
function reach(
  world: CopyWorld,
  position: CopyPosition,
  at: Priced,
  direction: 'below' | 'above',
  spec: CompanySpec,
  loses: boolean,
  limit: Cents,
): number {
  const { instrument } = at;
  if (at.inDollars) return straightReach(position, at, direction, spec, loses, limit);
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
  loses: boolean,
  limit: Cents,
): number {
  const perStep = (Math.abs(volume) * FINE * numerator) / denominator;
  const steeper = loses && direction === 'above' ? 1 + mcLevel / (100 * leverage) : 1;
  const steps = shared(Math.max(0, Math.floor(limit / (perStep * steeper)) - 1));
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
  return at.inDollars ? { ...at, fine } : pricedAt(world, at.instrument.id, fine);
}

/** A distance cut to four binary digits: never farther, and by less than an eighth nearer. */
function shared(steps: number): number {
  if (steps < 16 || steps >= 2 ** 31) return steps;
  const bits = 28 - Math.clz32(steps);
  return (steps >> bits) << bits;
}

function add(
  bounds: StopBounds,
  account: number,
  { instrument }: Priced,
  direction: 'below' | 'above',
  safe: number,
): void {
  const level = direction === 'below' ? safe - 1 : safe + 1;
  if (level < instrument.lowestPrice || level > instrument.highestPrice) return;
  bounds.add(account, instrument.id, direction, level);
}

function crossBounds({ instruments, market }: CopyWorld, bounds: StopBounds, account: number, quote: number): void {
  for (const pair of instruments.instruments) {
    if (pair === undefined || pair.pairBase === 0) continue;
    if (pair.pairBase !== quote && pair.quote !== quote) continue;
    const last = market.markets[pair.id]?.last ?? 0;
    if (last <= 1) continue;
    bounds.add(account, pair.id, 'below', last - 1);
    bounds.add(account, pair.id, 'above', last + 1);
  }
}
