import { type Instrument, isTradable } from '../instruments/index.ts';
import { valuationPrice } from '../market/index.ts';
import type { Turn } from '../turn.ts';
import type { ClosingCause, CopyAccount, CopyPosition } from './account.ts';
import { type Group, type GroupItem, marketKey } from './group.ts';
import type { Members } from './members.ts';
import { PlannedRows } from './planned-rows.ts';
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
import { leverageOf } from './terms.ts';
import { type GroupPlanned, IDEAL } from './trade-events.ts';
import { marginOf, Valuer } from './valuation.ts';

/**
 * Plans the orders of the group's next accounts: about `most` orders of as many accounts, those of one account together. How
 * many it was.
 */
export function planSlice(world: CopyWorld, group: Group, most: number, turn: Turn): number {
  const { members, wanting } = strategyById(world.copy, group.strategy);
  const few = group.kind === 'soft' && wanting.size <= most;
  const planner = new Planner(world, group, few ? wanting.size : Math.min(most, members.places));
  const { cursor, done, cost } = few
    ? planner.takeFew([...wanting].sort((a, b) => a - b))
    : planner.takeMembers(members, most);
  turn.emit({
    type: 'copy.groupPlanned',
    at: turn.at,
    id: group.id,
    cursor,
    done,
    rows: planner.takeRows(),
    requests: planner.requests,
    synced: planner.synced,
    netted: planner.netted,
  } satisfies GroupPlanned);
  return cost;
}

/** How far a slice has come. */
interface Reached {
  readonly cursor: number;
  readonly done: boolean;
  readonly cost: number;
}

/** An order as one account wants it. */
interface Wanted {
  position: CopyPosition | undefined;
  item: number;
  instrument: number;
  /** Signed quantity steps. */
  volume: number;
  ideal: number;
}

/** Plans accounts of one group one after another; everything that they share is worked out once. */
export class Planner {
  readonly requests: [number, number, number][] = [];
  readonly synced: number[] = [];
  readonly netted: number[] = [];
  readonly #rows: PlannedRows;
  readonly #world: CopyWorld;
  readonly #group: Group;
  readonly #prices: PriceTable;
  readonly #leverage: number;
  readonly #valuer: Valuer;
  /** What the account that is being planned wants: the first of them, for the entries are used again for the next one. */
  readonly #wanted: Wanted[] = [];
  #wants = 0;
  readonly #ratios = new Map<number, LotRatio>();
  readonly #steps = new Map<number, VolumeSteps>();
  /** Those that were asked for last: mostly the same again. */
  #lastSteps: VolumeSteps | null = null;
  #lastKey = -1;
  #lastRatio: LotRatio | null = null;
  #lastRatioKey = -1;
  readonly #newRequests = new Set<number>();
  #lastRequest = 0;
  /** Items by instrument and ticket. */
  readonly #items: ReadonlyMap<string, GroupItem> | null;
  #nextPosition: number;
  #nextRequest: number;

  /** `accounts`: how many are expected. */
  constructor(world: CopyWorld, group: Group, accounts: number) {
    this.#rows = new PlannedRows(accounts * Math.max(1, group.items.length));
    this.#world = world;
    this.#group = group;
    this.#prices = new PriceTable(world, group.prices);
    this.#leverage = group.strategy === 0 ? 0 : leverageOf(world.copy, group);
    this.#valuer = new Valuer(world, this.#prices, this.#leverage);
    this.#nextPosition = world.copy.next.position;
    this.#nextRequest = world.copy.next.request;
    this.#items = group.kind === 'hard' || group.kind === 'soft' ? new Map(group.items.map(keyed)) : null;
  }

  /** The orders; nothing is planned after that. */
  takeRows(): readonly number[] {
    return this.#rows.take();
  }

  /** All that are left of a soft sync. */
  takeFew(ids: readonly number[]): Reached {
    const { cursor, upTo } = this.#group;
    for (const id of ids) if (id > cursor && id < upTo) this.#planById(id);
    return { cursor: ids.at(-1) ?? cursor, done: true, cost: Math.max(1, ids.length) };
  }

  takeMembers(members: Members, most: number): Reached {
    const { kind, upTo } = this.#group;
    let { cursor } = this.#group;
    let looked = 0;
    const costs = (): number => Math.max(looked, this.#rows.count);
    for (let place = members.placeAfter(cursor); place < members.places; place++) {
      const id = members.at(place);
      if (id >= upTo) break;
      if (costs() >= most) return { cursor, done: false, cost: costs() };
      looked++;
      if (id === 0) continue;
      cursor = id;
      const account = this.#world.copy.accounts.get(id) as CopyAccount;
      if (kind !== 'soft' || account.wantsSync) this.plan(account);
    }
    return { cursor, done: true, cost: Math.max(1, costs()) };
  }

  #planById(id: number): void {
    const account = this.#world.copy.accounts.get(id);
    if (account !== undefined) this.plan(account);
  }

  plan(account: CopyAccount): void {
    const { kind } = this.#group;
    if (account.group !== 0) return;
    if (kind === 'flatten' || kind === 'close') return this.#close(account);
    if (account.status !== 1 || (kind === 'signal' && account.wantsSync)) return;
    const { equity, margin } = this.#valuer.of(account);
    this.#wantAll(account, equity);
    this.#limit(account, equity, margin);
    if (account.wantsSync) this.synced.push(account.id);
  }

  #close(account: CopyAccount): void {
    if (account.positions.length === 0) return;
    const { equity } = this.#valuer.of(account);
    this.#wants = 0;
    for (const position of account.positions) {
      // single accounts are closed where the market is open; the rest is tried again
      if (this.#group.kind === 'close' && !isOpen(this.#world, position.instrument)) continue;
      const order = this.#want(position, -1, position.instrument, 0, IDEAL.cleared);
      this.#add(account, order, IDEAL.cleared, position.volume === 0 ? 0 : -position.volume, equity);
    }
  }

  /** What the account would hold if its margin allowed everything. */
  #wantAll(account: CopyAccount, equity: number): void {
    const { kind, items } = this.#group;
    this.#wants = 0;
    for (let place = 0; place < items.length; place++) {
      const item = items[place] as GroupItem;
      if (item.same && !account.wantsSync && kind !== 'signal') continue;
      this.#wantItem(account, equity, item, place, positionOf(account, item));
    }
    if (kind === 'signal') return;
    for (const position of account.positions) {
      if (this.#items?.has(keyOf(position)) !== true) this.#want(position, -1, position.instrument, 0, IDEAL.cleared);
    }
  }

  #wantItem(
    account: CopyAccount,
    equity: number,
    item: GroupItem,
    place: number,
    position: CopyPosition | undefined,
  ): void {
    const { instrument, lot, lotBefore } = item;
    if (lot === 0 || equity <= 0) {
      if (position !== undefined) this.#want(position, place, instrument, 0, IDEAL.cleared);
      return;
    }
    const steps = this.#stepsOf(instrument, account.precisionVolume);
    if (steps === null) return;
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
    this.#want(position, place, instrument, volume, follows ? IDEAL.kept : IDEAL.set);
  }

  #want(position: CopyPosition | undefined, item: number, instrument: number, volume: number, ideal: number): Wanted {
    const known = this.#wanted[this.#wants];
    const order = known ?? { position, item, instrument, volume, ideal };
    this.#wants++;
    if (known === undefined) this.#wanted.push(order);
    order.position = position;
    order.item = item;
    order.instrument = instrument;
    order.volume = volume;
    order.ideal = ideal;
    return order;
  }

  /** Cuts what opens to what the account's money covers, and adds the orders. `margin`: what it binds now. */
  #limit(account: CopyAccount, equity: number, margin: number): void {
    const leverage = this.#leverage;
    let bound = margin;
    for (let place = 0; place < this.#wants; place++) {
      const order = this.#wanted[place] as Wanted;
      const open = order.position?.volume ?? 0;
      const own = this.#marginOf(order.instrument, open, leverage);
      const volume = this.#covered(account, order, open, equity - bound + own, leverage);
      // what the last one binds matters to no other
      if (place < this.#wants - 1) bound += this.#marginOf(order.instrument, volume, leverage) - own;
      const noRoom = volume === 0 && open === 0 && order.volume !== 0;
      this.#add(account, order, noRoom ? order.ideal | IDEAL.withoutRoom : order.ideal, volume - open, equity);
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

  #add(account: CopyAccount, order: Wanted, ideal: number, delta: number, equity: number): void {
    const { position, item, instrument } = order;
    if (delta === 0 && ideal === IDEAL.kept) return;
    const steps = this.#stepsOf(instrument, account.precisionVolume);
    const part = delta === 0 ? 0 : liquidityPart(delta, position, account, steps?.step ?? 1);
    if (delta !== 0) this.#request(account.stream, instrument);
    const id = position?.id ?? this.#nextPosition++;
    this.#rows.add(account.id, id, item, delta, part, equity, ideal);
    if (account.closing !== null && delta !== 0 && position !== undefined) this.#net(account.closing, position);
  }

  /** An order to close what is to be closed anyway, for another reason, takes that over (`ramm-rules.md` 5.5). */
  #net({ command, stop }: ClosingCause, { id, volume }: CopyPosition): void {
    const { kind, command: own } = this.#group;
    const cause = command || -stop;
    if (kind === 'close' || volume === 0 || cause === 0 || (kind === 'flatten' && cause === own)) return;
    this.netted.push(id, cause);
  }

  #request(stream: number, instrument: number): void {
    const key = marketKey(stream, instrument);
    if (key === this.#lastRequest) return;
    this.#lastRequest = key;
    if (this.#group.requestAt.has(key) || this.#newRequests.has(key)) return;
    this.#newRequests.add(key);
    this.requests.push([this.#nextRequest++, stream, instrument]);
  }

  #stepsOf(instrument: number, precision: number): VolumeSteps | null {
    const key = instrument * 8 + precision;
    if (key === this.#lastKey) return this.#lastSteps;
    let steps = this.#steps.get(key);
    if (steps === undefined) {
      const found = this.#world.instruments.instruments[instrument] as Instrument | undefined;
      if (found === undefined) return null;
      steps = volumeSteps(found, precision);
      this.#steps.set(key, steps);
    }
    this.#lastKey = key;
    this.#lastSteps = steps;
    return steps;
  }

  #ratioOf(place: number, lot: number, steps: VolumeSteps, precision: number): LotRatio {
    const key = place * 8 + precision;
    if (key === this.#lastRatioKey && this.#lastRatio !== null) return this.#lastRatio;
    let ratio = this.#ratios.get(key);
    if (ratio === undefined) {
      ratio = lotRatio(lot, steps);
      this.#ratios.set(key, ratio);
    }
    this.#lastRatioKey = key;
    this.#lastRatio = ratio;
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

function positionOf({ positions }: CopyAccount, { instrument, ticket }: GroupItem): CopyPosition | undefined {
  for (const position of positions) {
    if (position.instrument === instrument && position.ticket === ticket) return position;
  }
  return undefined;
}

function keyed(item: GroupItem): [string, GroupItem] {
  return [keyOf(item), item];
}

function keyOf({ instrument, ticket }: { readonly instrument: number; readonly ticket: string }): string {
  return `${instrument}:${ticket}`;
}
