import {
  bestAsk,
  bestBid,
  type Decimal,
  decimals,
  type InstrumentMarket,
  type Money,
  priceToDecimal,
  quantityToDecimal,
} from '@outcry/core';
import { tradeKind } from '../../../../readmodel/index.ts';
import { exactly, shown } from '../../bots/decimal-texts.ts';
import { timeText } from '../../bots/times.ts';
import type { JsonValue } from '../../wire/json.ts';
import { amountOf, decimalText, exactNumber, percent } from '../../wire/numbers.ts';
import { KINDS, type KindName } from './parameters.ts';
import { averagesOf, cutPrice, movedBy, type ShownTrade } from './shown.ts';
import { isEntering, tradeStatus } from './status.ts';

const RATE_SCALE = 6;

/** What can be done with the trade, and what it has done. */
export function dataEntity(trade: ShownTrade): JsonValue {
  const { row, allows, state, instrument } = trade;
  const { record, figures } = row;
  const { entered, exited, settings } = record;
  const held = settings.entry === null;
  const exits = trade.orders.filter(({ part }) => part.role !== 'entry' && part.role !== 'added');
  const closing = averagesOf(movedBy(trade, exits));
  const quote = state.instruments.assets[instrument.quote];
  return {
    editable: allows.edit && tradeStatus(row) !== 'pending_reduce_funds',
    current_price: currentPrice(trade),
    target_price_type: 'price',
    orderbook_price_currency: (quote?.code ?? '').toUpperCase(),
    base_order_finished: true,
    missing_funds_to_close: decimalText(missingFunds(trade)),
    liquidation_price: null,
    average_enter_price: held ? null : cutPrice(trade, exactly(entered.average)),
    average_close_price: closing.paid === null ? null : cutPrice(trade, closing.paid),
    average_enter_price_without_commission: held ? null : cutPrice(trade, exactly(record.entryPrice)),
    average_close_price_without_commission: closing.plain === null ? null : cutPrice(trade, closing.plain),
    panic_sell_available: allows.panicSell,
    add_funds_available: allows.addFunds,
    reduce_funds_available: allows.reduce,
    force_start_available: allows.forceStart,
    force_process_available: figures !== null,
    cancel_available: allows.cancel,
    finished: figures === null && record.status !== 'failed',
    base_position_step_finished: !isEntering(row),
    entered_amount: shown(entered.amount),
    entered_total: shown(entered.volume),
    closed_amount: shown(exited.amount),
    closed_total: shown(exited.volume),
    commission: exactNumber(commissionOf(trade)),
    created_at: timeText(record.createdAt),
    updated_at: timeText(record.updatedAt),
    ...(record.closedAt === 0 ? {} : { closed_at: timeText(record.closedAt) }),
    type: kindName(trade),
  };
}

export function kindName({ row }: Pick<ShownTrade, 'row'>): string {
  const kind = tradeKind(row.record.settings);
  return (Object.keys(KINDS) as KindName[]).find((name) => KINDS[name] === kind) ?? kind;
}

/** The day's volume is that since the day began, at the last price; its change that since the close before. */
function currentPrice({ state, instrument }: ShownTrade): JsonValue {
  const market = state.market.markets[instrument.id];
  const price = (steps: number): Decimal => priceToDecimal(instrument, steps as never);
  const [bid, ask] = [bestBid(market), bestAsk(market)].map((level) =>
    level === undefined ? null : decimalText(price(level.price)),
  );
  const last = market === undefined || market.lastAt === 0 ? null : price(market.last);
  const traded = quantityToDecimal(instrument, (market?.volume ?? 0) as never);
  return {
    bid: bid ?? null,
    ask: ask ?? null,
    last: last === null ? null : decimalText(last),
    quote_volume: decimalText(last === null ? decimals.ZERO : decimals.multiply(traded, last)),
    day_change_percent: decimalText(last === null ? decimals.ZERO : dayChange(last, price, market)),
  };
}

/** In percent, 3 decimals; 0 without a day before. */
function dayChange(last: Decimal, price: (steps: number) => Decimal, market: InstrumentMarket | undefined): Decimal {
  if (market === undefined || !market.hasPreviousClose) return decimals.ZERO;
  const before = price(market.previousClose);
  return decimals.rescale(percent(decimals.subtract(last, before), before), 3, 'halfUp');
}

/** Fees are told as the rate that is charged at most, in shares of one. */
function commissionOf({ state, row }: ShownTrade): Decimal {
  const fees = state.accounts.accounts.get(row.record.account)?.fees;
  return decimals.decimal(BigInt(Math.max(fees?.maker ?? 0, fees?.taker ?? 0)), RATE_SCALE);
}

/** Coins of a long trade that the account does not have any more: others have sold them. */
function missingFunds({ state, instrument, row }: ShownTrade): Decimal {
  const { figures, record } = row;
  if (figures === null || isEntering(row) || record.settings.side === 'short') return decimals.ZERO;
  const balance = state.accounts.accounts.get(record.account)?.balances.get(instrument.base);
  const there = amountOf(state.instruments.assets[instrument.base] ?? { scale: 0 }, (balance?.total ?? 0n) as Money);
  const missing = decimals.subtract(exactly(figures.left), there);
  return missing.coefficient > 0n ? missing : decimals.ZERO;
}
