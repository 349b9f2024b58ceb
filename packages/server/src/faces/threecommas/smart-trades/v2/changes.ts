import {
  decimals,
  type EntrySettings,
  type TakeProfitSettings,
  type TradeChanges,
  type TradeRecord,
  type TradeSettings,
} from '@outcry/core';
import { exactly } from '../../bots/decimal-texts.ts';
import { Problems } from '../../bots/problems.ts';
import type { Given } from '../../parameters.ts';
import { wrong } from '../v1/exits.ts';
import {
  checkBreakeven,
  type GivenStep,
  stopLossOf,
  takeProfitsOf,
  textOf,
  trailingOf,
  type WantedStep,
} from './exits.ts';
import type { UPDATE } from './parameters.ts';
import { positionFigures } from './position-entity.ts';
import { checkLeverage } from './settings.ts';
import type { ShownTrade } from './shown.ts';

type GivenUpdate = Given<typeof UPDATE>;
type GivenPosition = NonNullable<GivenUpdate['position']>;

const CANNOT_BE_CHANGED = "Can't be edit";

/**
 * What `PATCH /v2/smart_trades/{id}` changes. What is sent back as it is answered changes nothing; what cannot be changed is
 * named. `settings`: of the trade as it stands. Throws Fault.
 */
export function changesOf(given: GivenUpdate, trade: ShownTrade, settings: TradeSettings): TradeChanges {
  checkLeverage(given.leverage);
  const problems = new Problems();
  const { position, take_profit: profit, stop_loss: loss } = given;
  const changed = position === undefined ? {} : positionChanges(position, trade, settings, problems);
  const takeProfits =
    profit === undefined ? undefined : takeProfitChanges(profit, trade.row.record, settings, problems);
  const stopLoss = loss === undefined ? undefined : stopLossOf(loss, settings, problems);
  problems.throwAny();
  const changes = {
    ...changed,
    ...(takeProfits === undefined ? {} : { takeProfits }),
    ...(stopLoss === undefined ? {} : { stopLoss }),
  };
  checkBreakeven({ ...settings, ...changes });
  return changes;
}

function positionChanges(
  position: GivenPosition,
  trade: ShownTrade,
  settings: TradeSettings,
  problems: Problems,
): Pick<TradeChanges, 'entry' | 'quantity' | 'averagePrice'> {
  const { entry, side, quantity } = settings;
  const answered = positionFigures(trade);
  const fixed = (field: string): void => problems.add(`position${field}`, CANNOT_BE_CHANGED);
  if (position.type !== undefined && (position.type === 'buy') !== (side === 'long')) fixed('[type]');
  if (position.order_type !== undefined && position.order_type !== (entry?.type ?? 'market')) fixed('[order_type]');
  const units = position.units?.value === undefined ? quantity : textOf(position.units.value);
  const same = isAny(units, [quantity, answered.units]);
  if (!same && !trade.allows.moveEntry) fixed('[units][value]');
  const price = position.price?.value === undefined ? undefined : textOf(position.price.value);
  if (entry === null)
    return price === undefined || isAny(price, [settings.averagePrice]) ? {} : { averagePrice: price };
  const changed = entryOf(entry, position, price, trade.allows.moveEntry, problems);
  const known = entry.type === 'market' ? [price ?? '0'] : [entry.price, entry.limitPrice, answered.price ?? '0'];
  if (isSame(entry, changed) && price !== undefined && !isAny(price, known)) fixed('[price][value]');
  return {
    ...(isSame(entry, changed) ? {} : { entry: changed }),
    ...(same ? {} : { quantity: units }),
  };
}

/** The entry as it is to be: a conditional one, or the price of one that rests. */
function entryOf(
  entry: EntrySettings,
  { conditional }: GivenPosition,
  limit: string | undefined,
  rests: boolean,
  problems: Problems,
): EntrySettings {
  if (entry.type !== 'conditional') {
    if (conditional !== undefined) problems.add('position[conditional]', CANNOT_BE_CHANGED);
    const moved = entry.type === 'limit' && rests && limit !== undefined && !isAny(limit, [entry.price]);
    return moved ? { ...entry, price: limit } : entry;
  }
  const { price, trailing, order_type: order = entry.order } = conditional ?? {};
  const path = 'position[conditional][trailing]';
  const limitPrice = order === 'market' ? '0' : (limit ?? entry.limitPrice);
  if (order === 'limit' && limitPrice === '0') problems.add('position[price][value]', 'is missing');
  return {
    ...entry,
    price: price?.value === undefined ? entry.price : textOf(price.value),
    by: price?.type ?? entry.by,
    order,
    limitPrice,
    trailing: trailing === undefined ? entry.trailing : trailingOf(trailing, path, order, problems),
  };
}

/** The whole new set. Steps that are over stay, whether they are sent back or not; those with an id go on. */
function takeProfitChanges(
  { enabled, steps }: NonNullable<GivenUpdate['take_profit']>,
  record: TradeRecord,
  settings: TradeSettings,
  problems: Problems,
): readonly TakeProfitSettings[] | undefined {
  const over = record.steps.filter(({ status }) => status === 'done' || status === 'panicSold' || status === 'skipped');
  if (!enabled && over.length > 0)
    throw wrong('TakeProfit with finished steps cannot be disabled: cancel its other steps');
  if (!enabled) return [];
  if (steps === undefined) {
    if (settings.takeProfits.length === 0) problems.add('take_profit[steps]', 'is missing');
    return undefined;
  }
  const wanted = wantedSteps(steps, record, problems);
  const kept = over.filter(({ settings: own }) => wanted.every(({ position }) => position !== own.position));
  const unsent = kept.map(({ settings: own }) => own);
  const more = takeProfitsOf(wanted, unsent, settings, problems);
  return [...unsent, ...more];
}

/** Which steps are meant: by id, else by position, else new ones behind all others. */
function wantedSteps(steps: readonly GivenStep[], { steps: known }: TradeRecord, problems: Problems): WantedStep[] {
  const positions = known.map(({ settings }) => settings.position);
  const given = steps.flatMap(({ position }) => position ?? []);
  let last = Math.max(0, ...positions, ...given);
  return steps.map((step, place) => {
    const found = known.find(({ id, settings }) =>
      step.id === undefined ? settings.position === step.position : id === step.id,
    );
    if (step.id !== undefined && found === undefined) problems.add(`take_profit[steps][${place}][id]`, 'is invalid');
    const position = found?.settings.position ?? step.position ?? ++last;
    return { given: step, old: found?.settings, position };
  });
}

function isAny(text: string, known: readonly string[]): boolean {
  return known.some((each) => decimals.compare(exactly(text), exactly(each)) === 0);
}

function isSame(one: EntrySettings, other: EntrySettings): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
