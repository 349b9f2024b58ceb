import {
  type Account,
  available,
  averagePrice,
  type CoreState,
  decimals,
  equity,
  type FeePlan,
  formatDecimal,
  type Instrument,
  type Money,
  moneyToText,
  type Position,
  parseDecimal,
  positionsOf,
  priceToText,
  quantityToText,
  toScaled,
  unrealised,
  valuationPrice,
} from '@outcry/core';
import { type Static, Type } from '@sinclair/typebox';
import { invalid } from '../errors.ts';
import { assetOf, instrumentOf, rateToText } from './instruments.ts';
import { DecimalText, Id, momentToText, nullable, oneOf, strict, TimeText, timeToText } from './primitives.ts';
import { RiskFields, riskAnswer } from './risk.ts';

export const FILL_POLICIES = ['book', 'sandbox'] as const;
const ROUNDINGS = ['down', 'up', 'floor', 'ceiling', 'halfUp', 'halfEven'] as const;

export const FeeFields = {
  maker: Type.String({ maxLength: 80, description: 'share of the traded value, "0.001" is 0.1 %' }),
  taker: Type.String({ maxLength: 80, description: 'share of the traded value' }),
  decimals: Type.Integer({
    minimum: 0,
    maximum: 18,
    description: 'a fee is rounded to this many decimals of its asset',
  }),
  rounding: oneOf(ROUNDINGS),
  mode: oneOf(['quote', 'received'], '`quote`: on top; `received`: out of what the fill brings'),
};
export const FeesBody = strict(FeeFields);

/** The core's fee plan: rates in millionths. Throws ApiError. */
export function feePlan(fees: Static<typeof FeesBody>): FeePlan {
  return { ...fees, maker: rateFromText('fees.maker', fees.maker), taker: rateFromText('fees.taker', fees.taker) };
}

function rateFromText(field: string, text: string): number {
  const value = parseDecimal(text);
  const millionths = value === null ? null : toScaled(value, 6);
  if (millionths === null || millionths < 0n || millionths > 100_000n) {
    throw invalid(field, `${field}: a rate is "0" to "0.1" with at most 6 decimals`);
  }
  return Number(millionths);
}

export const BalanceAnswer = Type.Object({
  asset: Type.String(),
  total: DecimalText,
  held: Type.String({ description: 'set aside by open orders' }),
  margin: Type.String({ description: 'set aside by open positions' }),
  available: Type.String({ description: 'total - held - margin; may be negative on margin' }),
});
export type BalanceAnswer = Static<typeof BalanceAnswer>;

export function balancesAnswer(state: CoreState, account: Account): BalanceAnswer[] {
  const answers: BalanceAnswer[] = [];
  for (const [id, { total, held, margin }] of account.balances) {
    if (total === 0n && held === 0n && margin === 0n) continue;
    const asset = assetOf(state.instruments, id);
    const text = (amount: Money): string => moneyToText(asset, amount);
    answers.push({
      asset: asset.code,
      total: text(total),
      held: text(held),
      margin: text(margin),
      available: text(available(account, id)),
    });
  }
  return answers.sort((a, b) => (a.asset < b.asset ? -1 : 1));
}

export const AccountAnswer = Type.Object({
  id: Id,
  name: Type.String(),
  currency: Type.String(),
  venue: Type.String(),
  fillPolicy: oneOf(FILL_POLICIES),
  margin: Type.Boolean(),
  closeOut: Type.Boolean({ description: 'on margin: positions are closed below the minimal margin' }),
  hedging: Type.Boolean(),
  fees: Type.Object(FeeFields),
  closed: Type.Boolean(),
  openedAt: TimeText,
  closedAt: nullable(TimeText),
  balances: Type.Array(BalanceAnswer),
  equity: Type.String({ description: 'worth of everything in the currency of the account' }),
  unpriced: Type.Array(Type.String(), { description: 'assets without a price: they count as nothing' }),
  openPositions: Type.Integer(),
  openOrders: Type.Integer(),
  ...RiskFields,
});
export type AccountAnswer = Static<typeof AccountAnswer>;

/** A copy of an account as it stands now. */
export function accountAnswer(state: CoreState, account: Account): AccountAnswer {
  const currency = assetOf(state.instruments, account.currency);
  const worth = equity(state, account);
  const { fees } = account;
  return {
    id: account.id,
    name: account.name,
    currency: currency.code,
    venue: account.venue,
    fillPolicy: account.fillPolicy,
    margin: account.margin,
    closeOut: account.closeOut,
    hedging: account.hedging,
    fees: { ...fees, maker: rateToText(fees.maker), taker: rateToText(fees.taker) },
    closed: account.closed,
    openedAt: timeToText(account.openedAt),
    closedAt: momentToText(account.closedAt),
    balances: balancesAnswer(state, account),
    equity: moneyToText(currency, worth.value),
    unpriced: worth.unpriced.map((id) => assetOf(state.instruments, id).code),
    openPositions: account.net.size + account.tickets.size,
    openOrders: state.orders.byAccount.get(account.id)?.count ?? 0,
    ...riskAnswer(state, account),
  };
}

export const PositionAnswer = Type.Object({
  instrument: Type.String(),
  leg: Type.Integer({ description: '0: the net position; else the ticket' }),
  quantity: Type.String({ description: 'signed, in pieces: short positions are negative' }),
  averagePrice: DecimalText,
  price: nullable(Type.String({ description: 'the price it is valued at' })),
  unrealised: nullable(Type.String({ description: 'result if it were closed at that price, in `currency`' })),
  realised: Type.String({ description: 'results booked since it was opened, before fees' }),
  margin: DecimalText,
  currency: Type.String({ description: 'asset of margin and results' }),
  openedAt: TimeText,
});
export type PositionAnswer = Static<typeof PositionAnswer>;

/** A copy of an account's open positions, by ticket, then by instrument. */
export function positionsAnswer(
  state: CoreState,
  account: Account,
): { position: PositionAnswer; key: readonly number[] }[] {
  return positionsOf(account)
    .sort((a, b) => a.leg - b.leg || a.instrument - b.instrument)
    .map((position) => ({ position: positionAnswer(state, position), key: [position.leg, position.instrument] }));
}

function positionAnswer(state: CoreState, position: Position): PositionAnswer {
  const instrument = instrumentOf(state.instruments, position.instrument);
  const currency = assetOf(state.instruments, position.currency);
  const price = valuationPrice(state.market, instrument.id);
  const result = unrealised(state, position);
  const size = quantityToText(instrument, Math.abs(position.quantity) as never);
  return {
    instrument: instrument.symbol,
    leg: position.leg,
    quantity: position.quantity < 0 ? `-${size}` : size,
    averagePrice: averageToText(instrument, position.cost, Math.abs(position.quantity)),
    price: price === undefined ? null : priceToText(instrument, price as never),
    unrealised: result === undefined ? null : moneyToText(currency, result),
    realised: moneyToText(currency, position.realised),
    margin: moneyToText(currency, position.margin),
    currency: currency.code,
    openedAt: timeToText(position.openedAt),
  };
}

/** Decimals of an average beyond those of the price step; it is rounded half to even there. */
const AVERAGE_DECIMALS = 6;

/** Value ÷ quantity in the instrument's quotation. The quantity must not be 0. */
export function averageToText(instrument: Instrument, value: Money, quantity: number): string {
  const exact = averagePrice(instrument, value, quantity as never);
  return formatDecimal(decimals.rescale(exact, instrument.priceStep.scale + AVERAGE_DECIMALS, 'halfEven'));
}
