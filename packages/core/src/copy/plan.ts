import { type Instrument, isTradable } from '../instruments/index.ts';
import { valuationPrice } from '../market/index.ts';
import type { Turn } from '../turn.ts';
import type { CopyAccount, CopyPosition } from './account.ts';
import { placeAfter } from './apply-book.ts';
import { requestOf } from './apply-trade.ts';
import type { Group, GroupItem } from './group.ts';
import { PriceTable } from './price-table.ts';
import { type CopyWorld, strategyById } from './state.ts';
import {
  coveredVolume,
  idealSteps,
  type LotRatio,
  liquidityPart,
  lotRatio,
  roundedVolume,
  type VolumeSteps,
  volumeSteps,
} from './target.ts';
import { type GroupPlanned, IDEAL } from './trade-events.ts';
import { marginOf, specOf, worthOf } from './valuation.ts';

/** Plans the orders of the group's next accounts, at most `most` of them. How many it was. */
export function planSlice(world: CopyWorld, group: Group, most: number, turn: Turn): number {
  const planner = new Planner(world, group);
  const accounts = membersFrom(world, group, most);
  for (const id of accounts) {
    const account = world.copy.accounts.get(id);
    if (account !== undefined) planner.plan(account);
  }
  const done = accounts.length < most;
  turn.emit({
    type: 'copy.groupPlanned',
    at: turn.at,
    id: group.id,
    cursor: accounts.at(-1) ?? group.cursor,
    done,
    rows: planner.rows,
    requests: planner.requests,
    synced: planner.synced,
  } satisfies GroupPlanned);
  return accounts.length;
}

/** The accounts that come next: of a soft sync those that want it, else all of the strategy. */
function membersFrom({ copy }: CopyWorld, { strategy, kind, cursor, upTo }: Group, most: number): readonly number[] {
  const { members, wanting } = strategyById(copy, strategy);
  const ids = kind === 'soft' ? [...wanting].sort((a, b) => a - b) : members;
  const from = placeAfter(ids, cursor);
  return ids.slice(from, from + most).filter((id) => id < upTo);
}

/** An order as one account wants it. */
interface Wanted {
  readonly position: CopyPosition | undefined;
  readonly item: number;
  readonly instrument: number;
  /** Signed quantity steps. */
  readonly volume: number;
  readonly ideal: number;
}

/** Plans accounts of one group one after another; everything that they share is worked out once. */
export class Planner {
  readonly rows: number[] = [];
  readonly requests: [number, number, number][] = [];
  readonly synced: number[] = [];
  readonly #world: CopyWorld;
  readonly #group: Group;
  readonly #prices: PriceTable;
  readonly #ratios = new Map<number, LotRatio>();
  readonly #steps = new Map<number, VolumeSteps>();
  #nextPosition: number;
  #nextRequest: number;

  constructor(world: CopyWorld, group: Group) {
    this.#world = world;
    this.#group = group;
    this.#prices = new PriceTable(world, group.prices);
    this.#nextPosition = world.copy.next.position;
    this.#nextRequest = world.copy.next.request;
  }

  plan(account: CopyAccount): void {
    const { kind } = this.#group;
    if (account.group !== 0) return;
    if (kind === 'flatten' || kind === 'close') return this.#close(account);
    if (account.status !== 1 || (kind === 'signal' && account.wantsSync)) return;
    const { equity } = worthOf(this.#world, account, this.#prices);
    const wanted = this.#wanted(account, equity);
    this.#limit(account, equity, wanted);
    if (account.wantsSync) this.synced.push(account.id);
  }

  #close(account: CopyAccount): void {
    if (account.positions.length === 0) return;
    const { equity } = worthOf(this.#world, account, this.#prices);
    for (const position of account.positions) {
      // single accounts are closed where the market is open; the rest is tried again
      if (this.#group.kind === 'close' && !isOpen(this.#world, position.instrument)) continue;
      this.#add(account, cleared(position, -1), position.volume === 0 ? 0 : -position.volume, equity);
    }
  }

  /** What the account would hold if its margin allowed everything. */
  #wanted(account: CopyAccount, equity: number): Wanted[] {
    const { kind, items } = this.#group;
    const wanted: Wanted[] = [];
    for (let place = 0; place < items.length; place++) {
      const item = items[place] as GroupItem;
      const position = positionOf(account, item);
      if (item.same && !account.wantsSync && kind !== 'signal') continue;
      const order = this.#want(account, equity, item, place, position);
      if (order !== null) wanted.push(order);
    }
    if (kind === 'signal') return wanted;
    for (const position of account.positions) {
      if (!items.some((item) => isOf(position, item))) wanted.push(cleared(position, -1));
    }
    return wanted;
  }

  #want(
    account: CopyAccount,
    equity: number,
    item: GroupItem,
    place: number,
    position: CopyPosition | undefined,
  ): Wanted | null {
    const { instrument, lot, lotBefore } = item;
    if (lot === 0 || equity <= 0) return position === undefined ? null : cleared(position, place);
    const steps = this.#stepsOf(instrument, account.precisionVolume);
    if (steps === null) return null;
    const follows = this.#group.kind === 'signal' && lotBefore !== 0 && (position?.idealEquity ?? 0) > 0;
    const factor = follows ? (position as CopyPosition).idealFactor : account.factor;
    const ideal = idealSteps(
      this.#ratioOf(place, lot, steps, account.precisionVolume),
      follows ? (position as CopyPosition).idealEquity : equity,
      factor,
      follows ? (position as CopyPosition).idealTraderEquity : item.equity,
    );
    const sign = lot < 0 !== factor < 0 ? -1 : 1;
    const open = position?.volume ?? 0;
    const size = Math.abs(open) / steps.step;
    // in a sync what lies within a step of the ideal stays
    const stays = this.#group.kind !== 'signal' && open < 0 === sign < 0 && size === ideal.whole + 1 && ideal.more;
    const volume = stays ? open : sign * roundedVolume(ideal, steps);
    return { position, item: place, instrument, volume, ideal: follows ? IDEAL.kept : IDEAL.set };
  }

  /** Cuts what opens to what the account's money covers, and adds the orders. */
  #limit(account: CopyAccount, equity: number, wanted: readonly Wanted[]): void {
    const { leverage } = specOf(this.#world, account);
    let bound = 0;
    for (const position of account.positions) bound += this.#marginOf(position.instrument, position.volume, leverage);
    for (const order of wanted) {
      const open = order.position?.volume ?? 0;
      const own = this.#marginOf(order.instrument, open, leverage);
      const volume = this.#covered(account, order, open, equity - bound + own, leverage);
      bound += this.#marginOf(order.instrument, volume, leverage) - own;
      const noRoom = volume === 0 && open === 0 && order.volume !== 0;
      this.#add(account, noRoom ? { ...order, ideal: order.ideal | IDEAL.withoutRoom } : order, volume - open, equity);
    }
  }

  #covered(
    account: CopyAccount,
    { instrument, volume }: Wanted,
    open: number,
    money: number,
    leverage: number,
  ): number {
    const size = Math.abs(volume);
    const stays = open < 0 === volume < 0 ? Math.abs(open) : 0;
    if (size <= stays) return volume;
    const priced = this.#prices.of(instrument);
    const steps = this.#stepsOf(instrument, account.precisionVolume);
    if (priced === undefined || steps === null) return volume;
    const most = Math.max(stays, coveredVolume(money, leverage, priced, steps));
    return volume < 0 ? -Math.min(size, most) + 0 : Math.min(size, most);
  }

  #marginOf(instrument: number, volume: number, leverage: number): number {
    const priced = volume === 0 ? undefined : this.#prices.of(instrument);
    return priced === undefined ? 0 : marginOf(volume, priced, leverage);
  }

  #add(account: CopyAccount, { position, item, instrument, ideal }: Wanted, delta: number, equity: number): void {
    if (delta === 0 && ideal === IDEAL.kept) return;
    const steps = this.#stepsOf(instrument, account.precisionVolume);
    const part = delta === 0 ? 0 : liquidityPart(delta, position, account, steps?.step ?? 1);
    if (delta !== 0) this.#request(account.stream, instrument);
    const id = position?.id ?? this.#nextPosition++;
    this.rows.push(account.id, id, item, delta, part, equity, ideal);
  }

  #request(stream: number, instrument: number): void {
    if (requestOf(this.#world.copy, this.#group, stream, instrument) !== undefined) return;
    if (this.requests.some(([, of, at]) => of === stream && at === instrument)) return;
    this.requests.push([this.#nextRequest++, stream, instrument]);
  }

  #stepsOf(instrument: number, precision: number): VolumeSteps | null {
    const key = instrument * 8 + precision;
    let steps = this.#steps.get(key);
    if (steps === undefined) {
      const found = this.#world.instruments.instruments[instrument] as Instrument | undefined;
      if (found === undefined) return null;
      steps = volumeSteps(found, precision);
      this.#steps.set(key, steps);
    }
    return steps;
  }

  #ratioOf(place: number, lot: number, steps: VolumeSteps, precision: number): LotRatio {
    const key = place * 8 + precision;
    let ratio = this.#ratios.get(key);
    if (ratio === undefined) {
      ratio = lotRatio(lot, steps);
      this.#ratios.set(key, ratio);
    }
    return ratio;
  }
}

/** Whether an instrument can be traded now. */
export function isOpen({ instruments, market }: CopyWorld, id: number): boolean {
  const instrument = instruments.instruments[id];
  const quotes = market.markets[id];
  if (instrument === undefined || quotes === undefined) return false;
  return isTradable(instruments, instrument) && quotes.status === 'normal' && valuationPrice(market, id) !== undefined;
}

function cleared(position: CopyPosition, item: number): Wanted {
  return { position, item, instrument: position.instrument, volume: 0, ideal: IDEAL.cleared };
}

function positionOf({ positions }: CopyAccount, item: GroupItem): CopyPosition | undefined {
  for (const position of positions) if (isOf(position, item)) return position;
  return undefined;
}

function isOf(position: CopyPosition, { instrument, ticket }: GroupItem): boolean {
  return position.instrument === instrument && position.ticket === ticket;
}
