import {
  type Account,
  type Asset,
  type CoreState,
  isTextError,
  type Limits,
  type Money,
  moneyFromText,
  moneyToText,
  type RiskView,
  resultOfDay,
  riskOf,
} from '@outcry/core';
import { type Static, Type } from '@sinclair/typebox';
import { invalid } from '../errors.ts';
import { assetOf } from './instruments.ts';
import { DecimalText, nullable, oneOf, strict, TimeText, timeToText } from './primitives.ts';

const MONEY_LIMITS = {
  maxOrderValue: 'the most one order may be worth',
  maxPositionValue: 'the most an instrument’s position may be worth with all open orders of its side filled',
  maxDailyLoss: 'the loss of the trading day at which only positions may be made smaller',
} as const;
const PER_MINUTE = 'orders placed, replaced and moved within 60 s of market time';

type MoneyLimit = keyof typeof MONEY_LIMITS;

/** Limits in the currency of the account; null: none. */
export const LimitsAnswer = Type.Object({
  maxOrderValue: nullable(Type.String({ description: MONEY_LIMITS.maxOrderValue })),
  maxPositionValue: nullable(Type.String({ description: MONEY_LIMITS.maxPositionValue })),
  maxOrdersPerMinute: nullable(Type.Integer({ description: PER_MINUTE })),
  maxDailyLoss: nullable(Type.String({ description: MONEY_LIMITS.maxDailyLoss })),
});
export type LimitsAnswer = Static<typeof LimitsAnswer>;

/** What is set, and how the day stands against it. */
export const AccountLimitsAnswer = Type.Composite([
  LimitsAnswer,
  Type.Object({
    currency: Type.String({ description: 'asset of the amounts' }),
    resultOfDay: nullable(
      Type.String({
        description:
          'made (below zero: lost) since the trading day began, deposits and withdrawals aside; null without `maxDailyLoss`, or while something traded has no price',
      }),
    ),
  }),
]);
export type AccountLimitsAnswer = Static<typeof AccountLimitsAnswer>;

const limitText = (meaning: string) => Type.Optional(nullable({ ...DecimalText, description: meaning }));

export const LimitsBody = Type.Object(
  {
    maxOrderValue: limitText(MONEY_LIMITS.maxOrderValue),
    maxPositionValue: limitText(MONEY_LIMITS.maxPositionValue),
    maxOrdersPerMinute: Type.Optional(nullable(Type.Integer({ description: PER_MINUTE }))),
    maxDailyLoss: limitText(MONEY_LIMITS.maxDailyLoss),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type LimitsBody = Static<typeof LimitsBody>;

/** Whether an account may trade, and what is going on with it. */
export const RiskFields = {
  limits: LimitsAnswer,
  killed: nullable(
    Type.Object(
      { at: TimeText, note: nullable(Type.String()) },
      { description: 'trading is stopped by the kill switch; null: it is not' },
    ),
  ),
  closing: nullable(
    Type.Object(
      { kind: oneOf(['flatten', 'closeOut']), since: TimeText },
      { description: 'its positions are being closed: by the owner’s wish, or because margin does not suffice' },
    ),
  ),
};
export const RiskAnswer = strict(RiskFields);
export type RiskAnswer = Static<typeof RiskAnswer>;

/** A copy of what is set for an account and what is going on with it. */
export function riskAnswer(state: CoreState, account: Account): RiskAnswer {
  const { limits, killed, closing }: RiskView = riskOf(state.risk, account.id);
  return {
    limits: limitsAnswer(assetOf(state.instruments, account.currency), limits),
    killed: killed === null ? null : { at: timeToText(killed.at), note: killed.note },
    closing: closing === null ? null : { kind: closing.kind, since: timeToText(closing.since) },
  };
}

export function accountLimitsAnswer(state: CoreState, account: Account): AccountLimitsAnswer {
  const currency = assetOf(state.instruments, account.currency);
  const result = resultOfDay(state, account.id);
  return {
    ...limitsAnswer(currency, riskOf(state.risk, account.id).limits),
    currency: currency.code,
    resultOfDay: result === null ? null : moneyToText(currency, result),
  };
}

function limitsAnswer(currency: Asset, limits: Limits): LimitsAnswer {
  const text = (amount: Money | null): string | null => (amount === null ? null : moneyToText(currency, amount));
  return {
    maxOrderValue: text(limits.maxOrderValue),
    maxPositionValue: text(limits.maxPositionValue),
    maxOrdersPerMinute: limits.maxOrdersPerMinute,
    maxDailyLoss: text(limits.maxDailyLoss),
  };
}

/** The limits that a call names, in minor units of the account's currency. Throws ApiError naming the field. */
export function limitsFrom(currency: Asset, body: LimitsBody): Partial<Limits> {
  const { maxOrdersPerMinute } = body;
  const limits: { -readonly [K in keyof Limits]?: Limits[K] } =
    maxOrdersPerMinute === undefined ? {} : { maxOrdersPerMinute };
  for (const name of Object.keys(MONEY_LIMITS) as MoneyLimit[]) {
    const text = body[name];
    if (text === undefined) continue;
    limits[name] = text === null ? null : moneyOf(currency, name, text);
  }
  return limits;
}

function moneyOf(currency: Asset, field: string, text: string): Money {
  const amount = moneyFromText(currency, text);
  if (isTextError(amount)) throw invalid(field, `${field}: ${amount.detail}`);
  return amount;
}
