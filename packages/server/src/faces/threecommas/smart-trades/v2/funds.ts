import {
  type Command,
  type CoreState,
  type Decimal,
  decimals,
  formatDecimal,
  type Instrument,
  mostToReduce,
  type Rejection,
} from '@outcry/core';
import { shown } from '../../bots/decimal-texts.ts';
import { Fault, invalid, unprocessable } from '../../errors.ts';
import type { Given } from '../../parameters.ts';
import { checkTotal } from '../check-size.ts';
import { type Acting, commandTrade } from '../commands.ts';
import { fundSteps } from '../funds.ts';
import { notAllowed, refusedTrade } from '../refusals.ts';
import { tradeOf } from '../seen.ts';
import { type Entity, v2Answer } from './answers.ts';
import { V2_NAMES } from './field-names.ts';
import type { FUNDS } from './parameters.ts';

type GivenFunds = Given<typeof FUNDS>;

const NAMES = { ...V2_NAMES, quantity: 'units[value]', price: 'price[value]' };
const REDUCE = 'Reduce funds';

/** Buys more into a trade (short: sells more). Throws Fault. */
export async function addFunds(call: Acting, given: GivenFunds): Promise<Entity> {
  const { record } = await tradeOf(call, given.id);
  const compose = (state: CoreState): Command => {
    const instrument = instrumentOf(state, record.settings.instrument);
    const limit = limitOf(given);
    checkTotal(state, instrument, formatDecimal(given.units.value), formatDecimal(limit ?? decimals.ZERO), 'total');
    return { type: 'trades.add', trade: given.id, ...fundSteps(instrument, given.units.value, limit, NAMES) };
  };
  await commandTrade(call, given.id, compose, refusedTrade('Add funds', NAMES));
  return v2Answer(call, given.id);
}

/** Sells a part of a trade (short: buys back). Throws Fault. */
export async function reduceFunds(call: Acting, given: GivenFunds): Promise<Entity> {
  const { record } = await tradeOf(call, given.id);
  let most = '0';
  const compose = (state: CoreState): Command => {
    const running = state.trades.trades.get(given.id);
    if (running !== undefined) most = mostToReduce(state, running);
    const instrument = instrumentOf(state, record.settings.instrument);
    return {
      type: 'trades.reduce',
      trade: given.id,
      ...fundSteps(instrument, given.units.value, limitOf(given), NAMES),
    };
  };
  const refused = refusedTrade(REDUCE, NAMES);
  await commandTrade(call, given.id, compose, (rejection) => refusedReduction(rejection, most) ?? refused(rejection));
  return v2Answer(call, given.id);
}

function refusedReduction({ reason }: Rejection, most: string): Fault | null {
  if (reason === 'quantity_too_small') return unprocessable({ entered_amount: ['Too small'] });
  if (reason !== 'quantity_too_large') return null;
  return unprocessable({ 'units[value]': [`must be less than or equal to ${shown(most)}`] });
}

/** What may be taken out of a trade at most and leaves it running. Throws Fault. */
export async function reduceInfo(call: Acting, id: number): Promise<Entity> {
  const { figures } = await tradeOf(call, id);
  if (figures?.allows.reduce !== true) throw notAllowed(REDUCE);
  const most = await call.desk.parts.engine.read((state) => {
    const running = state.trades.trades.get(id);
    return running === undefined ? null : mostToReduce(state, running);
  });
  if (most === null) throw notAllowed(REDUCE);
  return { max_reduce_funds_amount: shown(most) };
}

function instrumentOf({ instruments }: CoreState, id: number): Instrument {
  const instrument = instruments.instruments[id];
  if (instrument === undefined) throw new Fault('tradeNotFound');
  return instrument;
}

/** The price of a limit order; null: at the market. Throws Fault. */
function limitOf({ order_type: type, price }: GivenFunds): Decimal | null {
  if (type === 'market') return null;
  if (price?.value === undefined) throw invalid({ 'price[value]': ['is missing'] });
  return price.value;
}
