import {
  type Asset,
  averagePrice,
  type Decimal,
  decimals,
  type Money,
  parseDecimal,
  type Quantity,
} from '@outcry/core';
import type { MoneyValue, Quotation } from 'tinkoff-sdk-grpc-js/dist/generated/common.js';
import type { PortfolioPosition, PortfolioResponse } from 'tinkoff-sdk-grpc-js/dist/generated/operations.js';
import type { TradedSum } from '../../../readmodel/index.ts';
import { listedMoney } from '../instruments/money.ts';
import { CURRENCY } from '../listing.ts';
import type { Cash, Entry, Holding } from '../operations/holdings.ts';
import type { HoldingHistory, PortfolioFigures } from '../operations/portfolio.ts';
import { KINDS } from './instruments.ts';
import { idsOf } from './market.ts';
import { moneyOf, moneyValueOf, noMoney, quotationOf, ZERO_QUOTATION } from './numbers.ts';
import { piecesOf } from './positions.ts';
import { currencyPrice, toCurrency } from './prices.ts';

/** Classes of which the portfolio tells totals, by the kinds of instruments. */
const CLASSES = {
  share: 'shares',
  bond: 'bonds',
  etf: 'etf',
  currency: 'currencies',
  crypto: 'currencies',
  future: 'futures',
} as const;

/** In which currency totals are told, and how amounts of the account's currency are turned into it. */
export interface TotalsIn {
  readonly asset: Asset;
  readonly convert: (amount: Money) => Money;
}

const ONE: Decimal = { coefficient: 1n, scale: 0 };

/**
 * A portfolio (`tinvest.md` 15). What futures bring counts until it is settled, so all classes add up to the whole, which is
 * the account's worth.
 */
export function portfolioMessage(figures: PortfolioFigures, { asset, convert }: TotalsIn): PortfolioResponse {
  const { accountId, holdings, history, today } = figures;
  const { currency, sandbox, cash, units, contracts, worth } = holdings;
  const held = [...units, ...contracts];
  const totals = { shares: 0n, bonds: 0n, etf: 0n, currencies: 0n, futures: 0n };
  for (const of of cash) totals.currencies += of.worth;
  for (const { listed, worth: part } of held) totals[CLASSES[listed.instrument.spec.kind]] += part;
  const money = (amount: bigint): MoneyValue => moneyOf(asset, convert(amount as Money));
  const result = sandbox ? 0n : held.reduce((sum, of) => sum + of.result, 0n);
  return {
    accountId,
    totalAmountShares: money(totals.shares),
    totalAmountBonds: money(totals.bonds),
    totalAmountEtf: money(totals.etf),
    totalAmountCurrencies: money(totals.currencies),
    totalAmountFutures: money(totals.futures),
    totalAmountOptions: money(0n),
    totalAmountSp: money(0n),
    totalAmountDfa: money(0n),
    totalAmountPortfolio: money(worth),
    expectedYield: percent(result, worth - result),
    dailyYield: moneyOf(currency, today),
    dailyYieldRelative: percent(today, worth - today),
    positions: [
      ...held.map((holding) =>
        sandbox ? sandboxPosition(holding) : position(holding, currency, history.get(holding.listed.instrument.id)),
      ),
      ...cash.map(cashPosition),
    ],
    virtualPositions: [],
  };
}

const PERCENT_DECIMALS = 2;

/** `part` in percent of `whole`, to two decimals; 0 where there is nothing to compare with. */
function percent(part: bigint, whole: bigint): Quotation {
  if (whole <= 0n) return ZERO_QUOTATION;
  const ratio = decimals.divide({ coefficient: part * 100n, scale: 0 }, { coefficient: whole, scale: 0 });
  return quotationOf(decimals.rescale(ratio, PERCENT_DECIMALS, 'halfUp'));
}

/** What every position tells, whether its yield is known or not. */
function held(holding: Holding): PortfolioPosition {
  const { listed, units, blocked, price } = holding;
  const { instrument, lot, positionUid } = listed;
  const inLots = (of: bigint): Quotation =>
    quotationOf(decimals.divide(piecesOf(holding, of), { coefficient: BigInt(lot), scale: 0 }));
  return {
    ...idsOf(listed),
    positionUid,
    instrumentType: KINDS[instrument.spec.kind].type,
    quantity: quotationOf(piecesOf(holding, units)),
    quantityLots: inLots(units),
    blocked: false,
    blockedLots: inLots(blocked),
    currentPrice: price === undefined ? noMoney(CURRENCY) : moneyValueOf(CURRENCY, currencyPrice(instrument, price)),
    currentNkd: moneyValueOf(CURRENCY, parseDecimal(instrument.spec.bond?.accruedInterest ?? '0') ?? decimals.ZERO),
    averagePositionPrice: noMoney(CURRENCY),
    averagePositionPriceFifo: noMoney(CURRENCY),
    averagePositionPricePt: ZERO_QUOTATION,
    expectedYield: ZERO_QUOTATION,
    expectedYieldFifo: ZERO_QUOTATION,
    varMargin: noMoney(CURRENCY),
    dailyYield: noMoney(CURRENCY),
  };
}

/** The sandbox calculates neither yields nor average prices (`tinvest.md` 16). */
function sandboxPosition(holding: Holding): PortfolioPosition {
  return held(holding);
}

function position(holding: Holding, currency: Asset, history: HoldingHistory | undefined): PortfolioPosition {
  const { listed, entry, result } = holding;
  const { instrument } = listed;
  const yieldOf = (amount: bigint): Quotation => quotationOf({ coefficient: amount, scale: currency.scale });
  const average = entry === undefined || entry.quantity === 0 ? undefined : averageOf(holding, entry);
  const opening = history?.opening;
  const isFuture = instrument.settlement === 'futures';
  return {
    ...held(holding),
    ...(average === undefined
      ? {}
      : {
          averagePositionPrice: moneyValueOf(CURRENCY, toCurrency(instrument, average)),
          averagePositionPricePt: isFuture ? quotationOf(average) : ZERO_QUOTATION,
        }),
    expectedYield: yieldOf(result),
    ...(opening === undefined ? {} : openingFields(holding, opening, yieldOf)),
    varMargin: moneyOf(currency, (isFuture ? result : 0n) as Money),
    dailyYield: moneyOf(currency, (history?.today ?? 0n) as Money),
  };
}

/** In the instrument's quotation. */
function averageOf({ listed: { instrument } }: Holding, { quantity, cost }: Entry): Decimal {
  return averagePrice(instrument, cost, Math.abs(quantity) as Quantity);
}

function openingFields(
  { listed: { instrument }, entry, price }: Holding,
  { quantity, total }: TradedSum,
  yieldOf: (amount: bigint) => Quotation,
): Partial<PortfolioPosition> {
  if (quantity === 0n || price === undefined) return {};
  const step = { coefficient: instrument.priceStep.coefficient, scale: instrument.priceStep.scale };
  const steps = decimals.divide({ coefficient: total, scale: 0 }, { coefficient: quantity, scale: 0 });
  const gained = (BigInt(price) * quantity - total) * instrument.stepValue;
  return {
    averagePositionPriceFifo: moneyValueOf(CURRENCY, toCurrency(instrument, decimals.multiply(steps, step))),
    expectedYieldFifo: yieldOf((entry?.quantity ?? 0) < 0 ? -gained : gained),
  };
}

/** Money among the positions: with what orders block of it. */
function cashPosition({ asset, free, blocked }: Cash): PortfolioPosition {
  const { figi, ticker, classCode, uid, positionUid } = listedMoney(asset);
  const quantity = (amount: bigint): Quotation => quotationOf({ coefficient: amount, scale: asset.scale });
  const one = asset.code === CURRENCY ? moneyValueOf(CURRENCY, ONE) : noMoney(CURRENCY);
  return {
    figi,
    ticker,
    classCode,
    instrumentUid: uid,
    positionUid,
    instrumentType: 'currency',
    quantity: quantity(free + blocked),
    quantityLots: quantity(free + blocked),
    blocked: false,
    blockedLots: quantity(blocked),
    currentPrice: one,
    currentNkd: noMoney(CURRENCY),
    averagePositionPrice: one,
    averagePositionPriceFifo: one,
    averagePositionPricePt: ZERO_QUOTATION,
    expectedYield: ZERO_QUOTATION,
    expectedYieldFifo: ZERO_QUOTATION,
    varMargin: noMoney(CURRENCY),
    dailyYield: noMoney(CURRENCY),
  };
}
