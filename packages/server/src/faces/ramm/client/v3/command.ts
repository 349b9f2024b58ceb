import { type CoreState, LOT, PriceTable, stepsOfLot } from '@outcry/core';
import { Fault } from '../../errors.ts';
import { type Field, isMap, text, units } from '../../fields.ts';
import { copiedInstrument } from '../../signals/taking.ts';
import { readBody, type Value, type ValueMap } from '../../wire/values.ts';

/** What a strategy of the third version is made of: its name, and the trade that it begins with. */
export interface TradeCommand {
  readonly name: string;
  /** Null: it begins flat. */
  readonly trade: { readonly side: 1 | -1; readonly leverage: number } | null;
}

const NAME = text({ least: 1, most: 40 });
const LEVERAGE = units(4, { least: 0, strict: true });

const SIDES: Readonly<Record<string, 1 | -1>> = { 'market buy': 1, 'market sell': -1 };

/**
 * `{"Name":"EURUSD","market buy":{"x":1}}`, an object or its text: the strategy is called after what it trades, and buys
 * at the market for so many times its money. Names beyond these are refused, for a trade that is not understood must not
 * be left out silently.
 */
export function tradeCommand(): Field<TradeCommand> {
  return {
    type: 'object',
    required: true,
    absent: undefined,
    read: (value, name) => commandOf(asMap(value, name), name),
    show: () => undefined,
  };
}

function asMap(value: Value, name: string): ValueMap {
  if (isMap(value)) return value;
  if (typeof value !== 'string') throw Fault.invalid(name, 'an object is wanted');
  try {
    return readBody(Buffer.from(value));
  } catch {
    throw Fault.invalid(name, 'JSON of an object is wanted');
  }
}

function commandOf(given: ValueMap, field: string): TradeCommand {
  let trade: TradeCommand['trade'] = null;
  for (const [key, value] of Object.entries(given)) {
    if (key === 'Name') continue;
    const side = SIDES[key.toLowerCase()];
    if (side === undefined) throw Fault.invalid(`${field}.${key}`, `one of ${Object.keys(SIDES).join(', ')}`);
    if (trade !== null) throw Fault.invalid(`${field}.${key}`, 'one trade at most');
    const x = isMap(value) ? value.x : undefined;
    if (x === undefined) throw Fault.invalid(`${field}.${key}.x`, 'it is missing');
    trade = { side, leverage: LEVERAGE.read(x, `${field}.${key}.x`) };
  }
  if (given.Name === undefined) throw Fault.invalid(`${field}.Name`, 'it is missing');
  return { name: NAME.read(given.Name, `${field}.Name`), trade };
}

/** A net lot of an instrument, hundred-millionths, signed. */
export interface FirstLot {
  readonly instrument: number;
  readonly lot: number;
}

/** The lot for so much money (cents) at the price of this moment; null without a trade. Throws Fault. */
export function firstLot(
  state: CoreState,
  { name, trade }: TradeCommand,
  money: number,
  most: number,
): FirstLot | null {
  if (trade === null) return null;
  if (trade.leverage > most * TIMES) throw Fault.invalid('Command.x', `at most ${most}`);
  const id = copiedInstrument(state, name);
  if (id === undefined) throw Fault.unknown('Command.Name', 'symbol');
  const priced = new PriceTable(state).of(id);
  if (priced === undefined) throw Fault.status(`there is no price of ${name} now`);
  const oneLot = BigInt(stepsOfLot(priced.instrument)) * BigInt(priced.fine) * BigInt(priced.numerator);
  const wanted = BigInt(trade.leverage) * BigInt(money) * BigInt(LOT) * BigInt(priced.denominator);
  const lot = Number(wanted / (oneLot * BigInt(TIMES)));
  if (lot === 0) throw Fault.invalid('Command.x', 'it comes to no lot', 422);
  return { instrument: id, lot: trade.side * lot };
}

/** Leverages are ten-thousandths. */
const TIMES = 10_000;
