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

/** The orders of one request that share a shortfall, in columns. */
interface Sharers {
  readonly accounts: number[];
  readonly positions: number[];
  readonly equities: number[];
  readonly remainders: number[];
  readonly more: number[];
  /** Volume that no cut share holds. */
  left: number;
}

/** How the left-over steps of a shortfall are given. Looks at every order of the request once or a few times. */
export function findShortfall(world: CopyWorld, group: Group, request: FillRequest, shared: number): Shortfall {
  const sharers = sharersOf(world, group, request, shared);
  const places = sharers.accounts.map((_, place) => place);
  const isBefore = (a: number, b: number): boolean => goesBefore(sharers, a, b);
  const first = sharers.more[0] ?? 1;
  const alike = sharers.more.every((more) => more === first);
  let winners = 0;
  let { left } = sharers;
  if (alike) {
    winners = Math.min(Math.floor(left / first), places.length);
    left -= winners * first;
    putInPlace(places, winners - 1, isBefore);
    putInPlace(places, winners, isBefore);
  } else {
    places.sort((a, b) => (isBefore(a, b) ? -1 : 1));
    for (; winners < places.length; winners++) {
      const more = sharers.more[places[winners] as number] as number;
      if (more > left) break;
      left -= more;
    }
  }
  const last = winners === 0 ? -1 : (places[winners - 1] as number);
  const next = left === 0 ? -1 : (places[winners] ?? -1);
  return {
    remainder: sharers.remainders[last] ?? 0,
    equity: sharers.equities[last] ?? 0,
    account: sharers.accounts[last] ?? 0,
    position: sharers.positions[last] ?? 0,
    restAccount: sharers.accounts[next] ?? 0,
    restPosition: sharers.positions[next] ?? 0,
    rest: left,
  };
}

function sharersOf(world: CopyWorld, group: Group, request: FillRequest, shared: number): Sharers {
  const sharers: Sharers = { accounts: [], positions: [], equities: [], remainders: [], more: [], left: shared };
  const wanted = wantedOf(request);
  const stepOf = stepsOfAccounts(world, request.instrument);
  for (const plan of group.plan) {
    for (let i = 0; i < plan.length; i += PLAN_STRIDE) {
      const part = plan[i + 4] as number;
      if (part === 0 || !isOnOrderedSide(request, part)) continue;
      const account = copyAccount(world.copy, plan[i] as number);
      if (account.stream !== request.stream) continue;
      const position = plan[i + 1] as number;
      if (positionById(account, position).instrument !== request.instrument) continue;
      const share = shareOf(Math.abs(part), shared, wanted, stepOf(account.precisionVolume));
      sharers.left -= share.cut;
      sharers.accounts.push(account.id);
      sharers.positions.push(position);
      sharers.equities.push(plan[i + 5] as number);
      sharers.remainders.push(share.remainder);
      sharers.more.push(share.more);
    }
  }
  return sharers;
}

/** Steps of accounts by their precision, worked out once. */
export function stepsOfAccounts({ instruments }: CopyWorld, instrument: number): (precision: number) => number {
  const known: number[] = [];
  return (precision) => {
    known[precision] ??= volumeSteps(instruments.instruments[instrument] as Instrument, precision).step;
    return known[precision] as number;
  };
}

function goesBefore({ remainders, equities, accounts, positions }: Sharers, a: number, b: number): boolean {
  return isBeforeIn(
    [remainders[a], equities[a], accounts[a], positions[a]] as Rank,
    [remainders[b], equities[b], accounts[b], positions[b]] as Rank,
  );
}

/** Remainder, equity, account, position. */
export type Rank = readonly [number, number, number, number];

export function isBeforeIn(a: Rank, b: Rank): boolean {
  if (a[0] !== b[0]) return a[0] > b[0];
  if (a[1] !== b[1]) return a[1] > b[1];
  return a[2] !== b[2] ? a[2] < b[2] : a[3] < b[3];
}

/** Puts the place of this rank where sorting would put it, with those before it in front (quickselect). */
function putInPlace(places: number[], rank: number, isBefore: (a: number, b: number) => boolean): void {
  let low = 0;
  let high = places.length - 1;
  if (rank < low || rank > high) return;
  while (low < high) {
    const pivot = places[(low + high) >> 1] as number;
    let i = low;
    let j = high;
    while (i <= j) {
      while (isBefore(places[i] as number, pivot)) i++;
      while (isBefore(pivot, places[j] as number)) j--;
      if (i > j) break;
      const held = places[i] as number;
      places[i++] = places[j] as number;
      places[j--] = held;
    }
    if (rank <= j) high = j;
    else if (rank >= i) low = i;
    else return;
  }
}
