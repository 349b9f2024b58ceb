import {
  type Account,
  type CoreState,
  formatScaled,
  fundsOf,
  type Instrument,
  type Money,
  maxOrder,
  moneyToText,
  plannedOrders,
  type RiskItem,
} from '@outcry/core';
import { type Static, Type } from '@sinclair/typebox';
import { assetOf } from './instruments.ts';
import { DecimalText, oneOf } from './primitives.ts';

const MarginItemAnswer = Type.Object({
  instrument: Type.String({ description: 'the instrument whose price it moves with' }),
  leg: Type.Integer({ description: '0: net; else the ticket' }),
  quantity: Type.String({ description: 'signed, in pieces; "0" of a currency that the instrument does not trade' }),
  value: Type.String({ description: 'signed worth; of futures and currency pairs of what is traded' }),
  starting: Type.String({ description: 'margin that opening it would need now' }),
  minimal: Type.String({ description: 'margin below which it is closed out' }),
  result: Type.String({ description: 'unrealised' }),
});

export const MarginAnswer = Type.Object({
  currency: Type.String({ description: 'asset of all amounts' }),
  liquid: Type.String({
    description:
      'liquid portfolio: money, holdings with margin rates, unrealised results of futures and currency pairs',
  }),
  starting: Type.String({ description: 'starting margin: what opening the holdings would need now' }),
  minimal: Type.String({ description: 'minimal margin: below it the account is closed out' }),
  corrected: Type.String({ description: 'starting margin with what open orders may bring' }),
  futures: Type.String({ description: 'the part of the starting margin that futures block' }),
  level: Type.String({ description: '(liquid - minimal) / (starting - minimal), "2" when nothing needs margin' }),
  missing: Type.String({ description: 'starting - liquid: below zero there is more than needed' }),
  closeOut: Type.Boolean({ description: 'whether positions are closed below the minimal margin' }),
  priced: Type.Boolean({ description: 'whether every holding has a price; what has none counts as nothing' }),
  items: Type.Array(MarginItemAnswer),
});
export type MarginAnswer = Static<typeof MarginAnswer>;

export function marginAnswer(state: CoreState, account: Account): MarginAnswer {
  const currency = assetOf(state.instruments, account.currency);
  const text = (amount: Money): string => moneyToText(currency, amount);
  const funds = fundsOf(state, account, plannedOrders(state.orders, account.id));
  return {
    currency: currency.code,
    liquid: text(funds.liquid),
    starting: text(funds.starting),
    minimal: text(funds.minimal),
    corrected: text(funds.corrected),
    futures: text(funds.futures),
    level: formatScaled(funds.level, 2),
    missing: text(funds.missing),
    closeOut: account.closeOut,
    priced: funds.priced,
    items: funds.items.map((item) => itemAnswer(item, text)),
  };
}

function itemAnswer(item: RiskItem, text: (amount: Money) => string): Static<typeof MarginItemAnswer> {
  const { instrument, leg, quantity, value, starting, minimal, result } = item;
  return {
    instrument: instrument.symbol,
    leg,
    quantity: pieces(instrument, quantity),
    value: text(value),
    starting: text(starting),
    minimal: text(minimal),
    result: text(result),
  };
}

export const MaxOrderAnswer = Type.Object({
  instrument: Type.String(),
  side: oneOf(['buy', 'sell']),
  own: Type.String({ description: 'pieces for free money and units alone' }),
  margin: Type.String({ description: 'pieces with everything that may back the order' }),
  lots: Type.Object({ own: DecimalText, margin: DecimalText }, { description: 'the same in quantity steps' }),
});
export type MaxOrderAnswer = Static<typeof MaxOrderAnswer>;

/** `limit` in price steps; 0: at the market. */
export function maxOrderAnswer(
  state: CoreState,
  account: Account,
  instrument: Instrument,
  side: 0 | 1,
  limit: number,
): MaxOrderAnswer {
  const { own, margin } = maxOrder(state, account, instrument, side, limit);
  return {
    instrument: instrument.symbol,
    side: side === 0 ? 'buy' : 'sell',
    own: pieces(instrument, own),
    margin: pieces(instrument, margin),
    lots: { own: String(own), margin: String(margin) },
  };
}

function pieces(instrument: Instrument, steps: number): string {
  const { coefficient, scale } = instrument.quantityStep;
  return formatScaled(BigInt(steps) * coefficient, scale);
}
