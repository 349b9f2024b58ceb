import { type Account, canConvert, convert, type Position, positionsOf, unrealised } from '../accounts/index.ts';
import type { Calendar } from '../instruments/index.ts';
import type { Money } from '../numbers/index.ts';
import { moneyOf, textOf } from './limits.ts';
import type { RiskWorld } from './state.ts';

/** What an account had of an asset when the day began, with later transfers; `value` null: it had no price then. */
export interface HeldAtStart {
  readonly total: bigint;
  readonly value: Money | null;
}

/** A futures or cfd position when the day began; `result` null: it had no price then. */
export interface OpenAtStart {
  readonly quantity: number;
  readonly cost: Money;
  readonly result: Money | null;
}

/** What an account was worth at the start of its trading day, by holding, in its currency. */
export interface DayStart {
  /** Market time (ms UTC). */
  readonly at: number;
  readonly assets: Map<number, HeldAtStart>;
  /** By `instrument:leg`. */
  readonly positions: Map<string, OpenAtStart>;
}

/** A start of day as journals and snapshots hold it: assets, then positions. */
export interface DayRow {
  readonly assets: readonly (readonly [asset: number, total: string, value: string | null])[];
  readonly positions: readonly (readonly [key: string, quantity: number, cost: string, result: string | null])[];
}

/** The trading day of an account: Moscow's for roubles, UTC for every other currency. */
export function calendarOf(world: RiskWorld, account: Account): Calendar {
  return world.instruments.assets[account.currency]?.code === 'rub' ? 'moscow' : 'utc';
}

/** What an account has now, and what each of it is worth at the valuation prices. */
export function dayRowNow(world: RiskWorld, account: Account): DayRow {
  const assets: [number, string, string | null][] = [];
  for (const [asset, { total }] of account.balances) {
    if (total !== 0n) assets.push([asset, `${total}`, textOf(worthOf(world, account, asset, total))]);
  }
  const positions = watchedPositions(world, account).map(
    (position) =>
      [
        positionKey(position),
        position.quantity,
        `${position.cost}`,
        textOf(resultOf(world, account, position)),
      ] as const,
  );
  return { assets, positions };
}

export function dayStart(at: number, row: DayRow): DayStart {
  return {
    at,
    assets: new Map(
      row.assets.map(([asset, total, value]) => [asset, { total: BigInt(total), value: moneyOf(value) }]),
    ),
    positions: new Map(
      row.positions.map(([key, quantity, cost, result]) => [
        key,
        { quantity, cost: BigInt(cost) as Money, result: moneyOf(result) },
      ]),
    ),
  };
}

export function dayRow({ assets, positions }: DayStart): DayRow {
  return {
    assets: [...assets].map(([asset, { total, value }]) => [asset, `${total}`, textOf(value)]),
    positions: [...positions].map(([key, { quantity, cost, result }]) => [key, quantity, `${cost}`, textOf(result)]),
  };
}

/**
 * What the account has made since the day began (a loss is below zero), in its currency, deposits and withdrawals aside.
 *
 * A holding without a price at one of the two moments counts with the change of its quantity alone, at the price that is
 * known now: its price has not moved as far as anyone can tell. undefined: a holding that was traded since has no price
 * now, so nobody can say.
 */
export function dayResult(world: RiskWorld, account: Account, day: DayStart): Money | undefined {
  let result = 0n;
  const assets = new Set([...day.assets.keys(), ...account.balances.keys()]);
  for (const asset of assets) {
    const before = day.assets.get(asset) ?? NOTHING_HELD;
    const change = assetResult(world, account, asset, before, account.balances.get(asset)?.total ?? 0n);
    if (change === undefined) return undefined;
    result += change;
  }
  const open = new Map(watchedPositions(world, account).map((position) => [positionKey(position), position]));
  for (const key of new Set([...day.positions.keys(), ...open.keys()])) {
    const change = positionResult(world, account, key, day.positions.get(key), open.get(key));
    if (change === undefined) return undefined;
    result += change;
  }
  return result as Money;
}

const NOTHING_HELD: HeldAtStart = { total: 0n, value: 0n as Money };

function assetResult(
  world: RiskWorld,
  account: Account,
  asset: number,
  before: HeldAtStart,
  total: bigint,
): bigint | undefined {
  const value = worthOf(world, account, asset, total);
  if (value !== null && before.value !== null) return value - before.value;
  if (total === before.total) return 0n;
  return worthOf(world, account, asset, total - before.total) ?? undefined;
}

function positionResult(
  world: RiskWorld,
  account: Account,
  key: string,
  before: OpenAtStart | undefined,
  now: Position | undefined,
): bigint | undefined {
  const result = now === undefined ? 0n : resultOf(world, account, now);
  const start = before === undefined ? 0n : before.result;
  if (result !== null && start !== null) return result - start;
  if (now?.quantity === before?.quantity && now?.cost === before?.cost) return 0n;
  if (result === null || before === undefined) return undefined;
  // without a price at the start it is taken to have had the present one
  const started = now === undefined ? null : resultOf(world, account, { ...now, ...before });
  return started === null ? startedElsewhere(world, account, key, before) : result - started;
}

/** A position that had no price at the start and is gone by now, at the price its instrument has now. */
function startedElsewhere(world: RiskWorld, account: Account, key: string, before: OpenAtStart): bigint | undefined {
  const instrument = world.instruments.instruments[Number(key.slice(0, key.indexOf(':')))];
  if (instrument === undefined) return undefined;
  const currency = instrument.settlement === 'cfd' ? account.currency : instrument.quote;
  const position: Position = {
    instrument: instrument.id,
    leg: 0,
    quantity: before.quantity,
    cost: before.cost,
    margin: 0n as Money,
    realised: 0n as Money,
    currency,
    openedAt: 0,
  };
  const started = resultOf(world, account, position);
  return started === null ? undefined : -started;
}

/** Positions whose result is not yet in any balance: futures and cfd. */
function watchedPositions(world: RiskWorld, account: Account): Position[] {
  return positionsOf(account).filter(
    ({ instrument }) => world.instruments.instruments[instrument]?.settlement !== 'spot',
  );
}

function positionKey({ instrument, leg }: Position): string {
  return `${instrument}:${leg}`;
}

/** An amount of an asset in the account's currency; null without a price. */
export function worthOf(world: RiskWorld, account: Account, asset: number, amount: bigint): Money | null {
  if (amount === 0n) return 0n as Money;
  if (!canConvert(world, asset, account.currency, undefined, 0)) return null;
  return convert(world, amount as Money, asset, account.currency, undefined, 0);
}

function resultOf(world: RiskWorld, account: Account, position: Position): Money | null {
  const result = unrealised(world, position);
  return result === undefined ? null : worthOf(world, account, position.currency, result);
}
