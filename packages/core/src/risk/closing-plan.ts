import {
  type Account,
  canConvert,
  convert,
  marginOf,
  type Position,
  positionOf,
  positionsOf,
  type RiskItem,
  unrealised,
} from '../accounts/index.ts';
import { type Instrument, instrumentById, valueAt } from '../instruments/index.ts';
import { valuationPrice } from '../market/index.ts';
import { divide } from '../numbers/index.ts';
import type { ClosingPlace, RiskWorld } from './state.ts';

/** One market order of closing work. */
export interface ClosingPiece extends ClosingPlace {
  readonly side: 0 | 1;
  readonly quantity: number;
}

/** How long close-out waits for the price of a holding before it counts it as nothing, in ms of market time. */
export const PRICE_PATIENCE = 60_000;

/** Open positions, largest loss first; those without a price come last. */
export function flattenPlaces(world: RiskWorld, account: Account): ClosingPlace[] {
  return positionsOf(account)
    .map((position) => ({ place: placeOf(position), result: resultOf(world, account, position) }))
    .sort((a, b) => compareResults(a.result, b.result))
    .map(({ place }) => place);
}

/** The order that closes a position, or as much of it as one order may; undefined when there is nothing to close. */
export function flattenPiece(
  world: RiskWorld,
  account: Account,
  { instrument: id, leg }: ClosingPlace,
  at: number,
): ClosingPiece | undefined {
  const position = positionOf(account, id, leg);
  return position === undefined ? undefined : pieceOf(world, account, position, Math.abs(position.quantity), at);
}

/** Whether nothing is left that could ever be closed by an order. */
export function isFlat(world: RiskWorld, account: Account, at: number): boolean {
  return positionsOf(account).every((position) => flattenPiece(world, account, placeOf(position), at) === undefined);
}

/**
 * What closes out margin: holdings by their results, largest loss first, each with as much as brings the liquid worth up to
 * the starting margin; then positions that are no part of the margin. `reached`: it suffices.
 */
export function closeOutPieces(
  world: RiskWorld,
  account: Account,
  at: number,
): readonly ClosingPiece[] | 'waits' | 'reached' | 'nothingLeft' {
  const { unpricedSince } = world.risk.schedule;
  const margin = marginOf(world, account);
  if (margin.priced) unpricedSince.delete(account.id);
  else {
    const since = unpricedSince.get(account.id) ?? at;
    unpricedSince.set(account.id, since);
    if (at < since + PRICE_PATIENCE) return 'waits';
  }
  const missing = margin.starting - margin.liquid;
  if (missing <= 0n) return 'reached';
  const items = margin.items
    .filter((item) => item.quantity !== 0 && item.starting > 0n)
    .sort((a, b) => compareResults(a.result, b.result));
  const inMargin = new Set(items.map(({ instrument, leg }) => `${instrument.id}:${leg}`));
  const others = positionsOf(account).filter(({ instrument, leg }) => !inMargin.has(`${instrument}:${leg}`));
  const pieces = [
    ...items.map((item) => pieceOf(world, account, itemPlace(item), neededOf(item, missing), at)),
    ...others.map((position) =>
      pieceOf(world, account, position, neededByValue(world, account, position, missing), at),
    ),
  ].filter((piece) => piece !== undefined);
  return pieces.length > 0 ? pieces : 'nothingLeft';
}

/** Closing a part of a holding frees that part of its starting margin. */
function neededOf(item: RiskItem, missing: bigint): number {
  const held = BigInt(Math.abs(item.quantity));
  const steps = divide(missing * held, item.starting, 'ceiling');
  return Number(steps < held ? steps : held);
}

/** A holding that backs nothing brings its worth when it is sold; without a price all of it goes. */
function neededByValue(world: RiskWorld, account: Account, position: Position, missing: bigint): number {
  const held = Math.abs(position.quantity);
  const instrument = world.instruments.instruments[position.instrument] as Instrument;
  const price = valuationPrice(world.market, instrument.id);
  if (price === undefined || !canConvert(world, instrument.quote, account.currency, instrument, price)) return held;
  const value = convert(world, valueAt(instrument, price, held), instrument.quote, account.currency, instrument, price);
  if (value <= missing) return held;
  return Number(divide(missing * BigInt(held), value, 'ceiling'));
}

type Holding = Pick<Position, 'instrument' | 'leg' | 'quantity'>;

/**
 * An order that closes `wanted` steps of a holding, within what one order may have and what the account has; undefined when
 * no order ever can: the instrument is not traded any more, or less is left than an order needs.
 */
function pieceOf(
  world: RiskWorld,
  account: Account,
  holding: Holding,
  wanted: number,
  at: number,
): ClosingPiece | undefined {
  const instrument = instrumentById(world.instruments, holding.instrument);
  if (instrument === undefined || !isTraded(world, instrument, at)) return undefined;
  const held = heldSteps(account, instrument, holding);
  const quantity = Math.min(Math.max(wanted, 1, instrument.minQuantity), held, instrument.maxQuantity);
  if (quantity < 1 || quantity < instrument.minQuantity) return undefined;
  return { instrument: instrument.id, leg: holding.leg, side: holding.quantity > 0 ? 1 : 0, quantity };
}

/** Of a bought spot position some units may have gone elsewhere since. */
function heldSteps(account: Account, instrument: Instrument, { quantity }: Holding): number {
  if (instrument.settlement !== 'spot' || quantity < 0) return Math.abs(quantity);
  const total = account.balances.get(instrument.base)?.total ?? 0n;
  return total <= 0n ? 0 : Math.min(quantity, Number(total / instrument.stepUnits));
}

function isTraded(world: RiskWorld, instrument: Instrument, at: number): boolean {
  if (!instrument.tradable || world.instruments.delistedAt.has(instrument.id)) return false;
  return instrument.expiresAt === 0 || at < instrument.expiresAt;
}

/** Unrealised result in the account's currency; undefined without a price. */
function resultOf(world: RiskWorld, account: Account, position: Position): bigint | undefined {
  const result = unrealised(world, position);
  if (result === undefined || !canConvert(world, position.currency, account.currency, undefined, 0)) return undefined;
  return convert(world, result, position.currency, account.currency, undefined, 0);
}

function compareResults(a: bigint | undefined, b: bigint | undefined): number {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
  return a < b ? -1 : 1;
}

function placeOf({ instrument, leg }: Position): ClosingPlace {
  return { instrument, leg };
}

function itemPlace({ instrument, leg, quantity }: RiskItem): Holding {
  return { instrument: instrument.id, leg, quantity };
}
