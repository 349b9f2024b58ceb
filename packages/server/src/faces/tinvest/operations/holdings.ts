import {
  type Account,
  type Asset,
  assetById,
  type CoreState,
  canConvert,
  convert,
  equity,
  type Instrument,
  instrumentById,
  isTradable,
  type Money,
  NO_MONEY,
  pairKey,
  plannedOf,
  unrealised,
  valuationPrice,
} from '@outcry/core';
import type { Listed, Listing } from '../listing.ts';

/** Money of one currency. Free and blocked by orders add up to what the account has. */
export interface Cash {
  readonly asset: Asset;
  readonly free: Money;
  readonly blocked: Money;
  /** Set aside for futures; a part of what is free. */
  readonly guarantee: Money;
  /** In the account's currency. */
  readonly worth: Money;
}

/** A net position as the core keeps it: signed quantity steps and their entry value. */
export interface Entry {
  readonly quantity: number;
  readonly cost: Money;
}

/** Units of one asset, or contracts. Money is in the account's currency. */
export interface Holding {
  readonly listed: Listed;
  /** Signed, in minor units of what is held; of contracts in quantity steps. */
  readonly units: bigint;
  /** Minor units of one quantity step. */
  readonly stepUnits: bigint;
  /** Of the units what orders have set aside. */
  readonly blocked: bigint;
  /** undefined where nothing is known of what was paid. */
  readonly entry: Entry | undefined;
  /** What it adds to the account's worth; of contracts what is not settled yet. */
  readonly worth: Money;
  /** Result of the entry at this price, not booked yet. */
  readonly result: Money;
  /** Price it is valued at, and that of the day before, in steps; undefined: none known. */
  readonly price: number | undefined;
  readonly previousClose: number | undefined;
}

/** What an account holds at one moment. */
export interface Holdings {
  readonly currency: Asset;
  readonly sandbox: boolean;
  /** The account's currency first. */
  readonly cash: readonly Cash[];
  readonly units: readonly Holding[];
  readonly contracts: readonly Holding[];
  /** The account's worth in its currency. */
  readonly worth: Money;
}

type World = Pick<CoreState, 'instruments' | 'market' | 'orders' | 'accounts'>;

/** A copy of what an account holds, as far as this face has names for it. `now` is market time. */
export function holdingsOf(state: World, listing: Listing, account: Account, now: number): Holdings {
  const currency = assetById(state.instruments, account.currency);
  if (currency === undefined) throw new Error(`account ${account.id} has no currency`);
  const cash: Cash[] = [];
  const units: Holding[] = [];
  for (const [id, { total, held }] of [[currency.id, balanceOf(account, currency.id)] as const, ...account.balances]) {
    const asset = assetById(state.instruments, id);
    if (asset === undefined || (id === currency.id && cash.length > 0)) continue;
    if (total === 0n && held === 0n && id !== currency.id) continue;
    if (asset.kind === 'fiat') {
      cash.push(cashOf(state, account, asset, total, held));
      continue;
    }
    const home = homeOf(state, listing, account, id);
    if (home !== undefined) units.push(unitsHeld(state, account, home, total, held, now));
  }
  return {
    currency,
    sandbox: account.fillPolicy === 'sandbox',
    cash,
    units: units.sort(byInstrument),
    contracts: contractsHeld(state, listing, account, now),
    worth: equity(state, account).value,
  };
}

function balanceOf(account: Account, asset: number) {
  return account.balances.get(asset) ?? { total: NO_MONEY, held: NO_MONEY };
}

function byInstrument(a: Holding, b: Holding): number {
  return a.listed.instrument.id - b.listed.instrument.id;
}

function cashOf(state: World, account: Account, asset: Asset, total: Money, blocked: Money): Cash {
  let guarantee = 0n;
  for (const { instrument: id, currency, margin } of account.net.values()) {
    if (currency === asset.id && instrumentById(state.instruments, id)?.settlement === 'futures') guarantee += margin;
  }
  const free = (total - blocked) as Money;
  const worth = inCurrency(state, account, total, asset.id);
  return { asset, free, blocked, guarantee: guarantee as Money, worth };
}

/** What cannot be converted counts with nothing, as in the account's worth. */
function inCurrency(state: World, { currency }: Account, amount: Money, asset: number): Money {
  if (!canConvert(state, asset, currency, undefined, 0)) return NO_MONEY;
  return convert(state, amount, asset, currency, undefined, 0);
}

/** The instrument under which units of an asset are shown: the first that is traded for the account's currency. */
export function homeOf(
  { instruments }: Pick<World, 'instruments'>,
  listing: Listing,
  { currency }: Pick<Account, 'currency'>,
  asset: number,
): Listed | undefined {
  const pairs = instruments.pairs.get(pairKey(asset, currency))?.filter(({ base }) => base === asset) ?? [];
  const home = pairs.find((pair) => isTradable(instruments, pair)) ?? pairs[0];
  return home === undefined ? undefined : listing.byId(home.id);
}

function unitsHeld(state: World, account: Account, listed: Listed, total: Money, held: Money, now: number): Holding {
  const { instrument } = listed;
  const position = account.net.get(instrument.id);
  return {
    listed,
    units: total,
    stepUnits: instrument.stepUnits,
    blocked: held,
    entry: position === undefined ? undefined : { quantity: position.quantity, cost: position.cost },
    worth: inCurrency(state, account, total, instrument.base),
    result: (position === undefined ? undefined : unrealised(state, position)) ?? NO_MONEY,
    ...pricesOf(state, instrument, now),
  };
}

function contractsHeld(state: World, listing: Listing, account: Account, now: number): Holding[] {
  const held: Holding[] = [];
  for (const position of account.net.values()) {
    const listed = listing.byId(position.instrument);
    if (listed === undefined || listed.instrument.settlement === 'spot') continue;
    const { quantity, cost } = position;
    const result = unrealised(state, position) ?? NO_MONEY;
    const { sell } = plannedOf(state.orders, account.id, position.instrument);
    held.push({
      listed,
      units: BigInt(quantity),
      stepUnits: 1n,
      blocked: BigInt(Math.min(sell, Math.max(quantity, 0))),
      entry: { quantity, cost },
      worth: result,
      result,
      ...pricesOf(state, listed.instrument, now),
    });
  }
  return held.sort(byInstrument);
}

const DAY_MS = 86_400_000;

/** The price an instrument is valued at, and the last one before its day `now` began. */
export function pricesOf(
  { market }: Pick<World, 'market'>,
  { id, dayOffset }: Instrument,
  now: number,
): Pick<Holding, 'price' | 'previousClose'> {
  const known = market.markets[id];
  const price = valuationPrice(market, id);
  if (known === undefined || known.lastAt === 0) return { price, previousClose: undefined };
  const today = Math.floor((now + dayOffset) / DAY_MS);
  if (known.day < today) return { price, previousClose: known.last };
  return { price, previousClose: known.hasPreviousClose ? known.previousClose : undefined };
}
