import {
  type Decimal,
  decimals,
  type Price,
  priceToDecimal,
  type Quantity,
  quantityToDecimal,
  type StepRecord,
} from '@outcry/core';
import type { TradeOrderRow } from '../../../../readmodel/index.ts';
import { exactly, shown } from '../../bots/decimal-texts.ts';
import { timeText } from '../../bots/times.ts';
import type { JsonValue } from '../../wire/json.ts';
import { decimalText, percent } from '../../wire/numbers.ts';
import { trailingDistance } from '../trailing-distance.ts';
import { orderStatus } from './order-entities.ts';
import { askedPrice } from './position-entity.ts';
import { averagesOf, cutPrice, type Moved, movedBy, type ShownTrade, totalOf } from './shown.ts';
import { isEntering, type PartStatus, positionStatus, stepStatus, stopLossStatus } from './status.ts';
import { marketCloseId, orderTradeId, positionId, stopLossId } from './sub-trade-ids.ts';

type Entity = { readonly [key: string]: JsonValue };

/** What tells a part of a trade from others. */
interface Facts {
  readonly id: number;
  readonly purpose: 'position' | 'take_profit' | 'stop_loss' | 'reduce_funds' | 'market_close';
  readonly status: PartStatus;
  readonly enters: boolean;
  readonly orderType: 'market' | 'limit' | 'conditional';
  readonly follows: string | null;
  /** null before it is known. */
  readonly amount: string | null;
  readonly price: string | null;
  readonly orderPrice: string | null;
  readonly moved: Moved;
  readonly share?: string;
  readonly percent?: string | null;
  /** What the price must do for its order to go out. */
  readonly trigger?: { readonly direction: 'above' | 'below'; readonly price: string | null } | undefined;
  readonly trail?: { readonly percent: string | null; readonly last: string | null } | undefined;
  readonly cancelable: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** The parts of a trade (`threecommas.md` 18): how it entered, each of its exits, and what was added and taken out. */
export function subTrades(trade: ShownTrade): readonly Entity[] {
  const { orders, row } = trade;
  const role = (...wanted: readonly string[]) => orders.filter(({ part }) => wanted.includes(part.role));
  const closing = role('panic');
  return [
    positionFacts(trade, role('entry')),
    ...role('added').map((order) => orderFacts(trade, order, 'position')),
    ...row.record.steps.map((step) => stepFacts(trade, step, role('step'))),
    ...(row.record.settings.stopLoss === null ? [] : [stopLossFacts(trade, role('stop'))]),
    ...role('reduce').map((order) => orderFacts(trade, order, 'reduce_funds')),
    ...(closing.length === 0 ? [] : [closingFacts(trade, closing)]),
  ].map((facts) => subTradeEntity(trade, facts));
}

function positionFacts(trade: ShownTrade, orders: readonly TradeOrderRow[]): Facts {
  const { row, allows } = trade;
  const { record, figures } = row;
  const { entry, quantity, side } = record.settings;
  const conditional = entry?.type === 'conditional' ? entry : null;
  const trails = conditional !== null && conditional.trailing !== '0';
  const above = figures === null ? side === 'long' : isAbove(conditional?.price ?? '0', figures.ask);
  return {
    id: positionId(record.id),
    purpose: 'position',
    status: positionStatus(row),
    enters: true,
    orderType: conditional === null ? (entry?.type ?? 'market') : conditional.order,
    follows: entry?.by ?? null,
    amount: quantity,
    price: askedPrice(trade),
    orderPrice: entry === null || entry.type === 'market' ? null : (askedPrice(trade) ?? null),
    moved: movedBy(trade, orders),
    trigger: conditional === null ? undefined : { direction: above ? 'above' : 'below', price: conditional.price },
    trail: trails ? { percent: conditional.trailing, last: figures?.entryMark ?? null } : undefined,
    cancelable: isEntering(row) && allows.cancel,
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
  };
}

function isAbove(price: string, market: string | null): boolean {
  return market === null || decimals.compare(exactly(price), exactly(market)) > 0;
}

function stepFacts(trade: ShownTrade, step: StepRecord, orders: readonly TradeOrderRow[]): Facts {
  const { row } = trade;
  const { settings } = step;
  const price = settings.price ?? step.price;
  return {
    id: step.id,
    purpose: 'take_profit',
    status: stepStatus(row, step),
    enters: false,
    orderType: settings.order === 'market' ? 'market' : 'limit',
    follows: settings.by,
    amount: step.price === null ? null : step.amount,
    price,
    orderPrice: settings.order === 'resting' ? price : settings.order === 'limit' ? settings.limitPrice : null,
    moved: movedBy(
      trade,
      orders.filter(({ part }) => part.step === settings.position),
    ),
    share: settings.share,
    percent: settings.percent,
    trigger: settings.order === 'resting' ? undefined : { direction: profitSide(trade), price },
    trail:
      settings.trailing === '0'
        ? undefined
        : { percent: settings.trailing, last: row.figures?.stepMarks[settings.position] ?? null },
    cancelable: row.figures?.stepAllows[settings.position]?.cancel === true,
    createdAt: step.createdAt,
    updatedAt: step.updatedAt,
  };
}

function profitSide({ row }: ShownTrade): 'above' | 'below' {
  return row.record.settings.side === 'long' ? 'above' : 'below';
}

function stopLossFacts(trade: ShownTrade, orders: readonly TradeOrderRow[]): Facts {
  const { row, allows } = trade;
  const { record, figures } = row;
  const stop = record.settings.stopLoss as NonNullable<typeof record.settings.stopLoss>;
  const price = figures?.stopLevel ?? record.stopLoss ?? stop.price;
  const distance = trailingDistance(record, askedPrice(trade) ?? '0');
  return {
    id: stopLossId(record.id),
    purpose: 'stop_loss',
    status: stopLossStatus(row),
    enters: false,
    orderType: stop.order,
    follows: stop.by,
    amount: isEntering(row) || figures === null ? null : figures.left,
    price,
    orderPrice: stop.order === 'limit' ? stop.limitPrice : null,
    moved: movedBy(trade, orders),
    share: '100',
    percent: stop.percent,
    trigger: { direction: profitSide(trade) === 'above' ? 'below' : 'above', price },
    trail: distance === null ? undefined : { percent: decimalText(distance), last: figures?.stopMark ?? null },
    cancelable: allows.edit,
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
  };
}

/** An order that adds to the trade or reduces it. */
function orderFacts(trade: ShownTrade, order: TradeOrderRow, purpose: 'position' | 'reduce_funds'): Facts {
  const { row } = order;
  const limit = row.price === 0 ? null : decimalText(priceToDecimal(trade.instrument, row.price as Price));
  return {
    id: orderTradeId(row.id),
    purpose,
    status: orderStatus(order),
    enters: purpose === 'position',
    orderType: limit === null ? 'market' : 'limit',
    follows: null,
    amount: decimalText(quantityToDecimal(trade.instrument, row.quantity as Quantity)),
    price: limit,
    orderPrice: limit,
    moved: movedBy(trade, [order]),
    cancelable: row.endedAt === null,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

/** What closed the trade by hand, in as many orders as it took. */
function closingFacts(trade: ShownTrade, orders: readonly TradeOrderRow[]): Facts {
  const [first, last] = [orders[0] as TradeOrderRow, orders.at(-1) as TradeOrderRow];
  const open = last.row.endedAt === null;
  return {
    ...orderFacts(trade, first, 'reduce_funds'),
    id: marketCloseId(trade.row.record.id),
    purpose: 'market_close',
    status: open ? 'panic_sell_order_placed' : orderStatus(last),
    moved: movedBy(trade, orders),
    cancelable: false,
    updatedAt: last.row.updatedAt,
  };
}

function subTradeEntity(trade: ShownTrade, facts: Facts): Entity {
  const { moved, amount, price, trigger, trail } = facts;
  const { paid } = averagesOf(moved);
  const done = moved.pieces.coefficient > 0n;
  const total = amount === null ? null : totalOf(amount, price);
  const buys = (trade.row.record.settings.side === 'long') === facts.enters;
  return {
    id: facts.id,
    average_price: paid === null ? null : decimalText(paid),
    follow_price_type: facts.follows,
    initial_amount: amount === null ? null : shown(amount),
    initial_total: total === null ? null : decimalText(total),
    order_price: facts.orderPrice === null ? null : shown(facts.orderPrice),
    order_side: buys ? 'buy' : 'sell',
    order_type: facts.orderType,
    pair: trade.pair,
    position_percentage: facts.share === undefined ? null : shown(facts.share),
    realised_amount: decimalText(moved.amount),
    realised_total: done ? decimalText(moved.total) : null,
    status: facts.status,
    take_profit_percentage: facts.purpose === 'take_profit' ? shownOr(facts.percent) : null,
    trade_purpose: facts.purpose,
    trail_percentage: shownOr(trail?.percent),
    trail_value: null,
    trailing_enabled: trail !== undefined,
    trailing_last_price: shownOr(trail?.last),
    trailing_last_price_updated_at: (trail?.last ?? null) === null ? null : timeText(facts.updatedAt),
    trigger_condition:
      trigger === undefined ? null : trigger.direction === 'above' ? 'greater_or_equal' : 'less_or_equal',
    trigger_price: shownOr(trigger?.price),
    trigger_price_percentage: trigger === undefined ? null : shownOr(facts.percent),
    trigger_type: trigger === undefined ? 'none' : 'conditional',
    created_at: timeText(facts.createdAt),
    updated_at: timeText(facts.updatedAt),
    realised_percentage: realisedPercent(amount, moved.pieces),
    initial_price: shownOr(price),
    realised_price: paid === null ? null : cutPrice(trade, paid),
    cancelable: facts.cancelable,
    force_processable: trade.row.figures !== null && !isOver(facts.status),
  };
}

function shownOr(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : shown(text);
}

/** What of the part is done, 2 decimals at most. */
function realisedPercent(amount: string | null, pieces: Decimal): string {
  if (amount === null || exactly(amount).coefficient === 0n) return '0.0';
  return decimalText(decimals.rescale(percent(pieces, exactly(amount)), 2, 'halfUp'));
}

const OVER: ReadonlySet<PartStatus> = new Set([
  'finished',
  'cancelled',
  'panic_sold',
  'failed',
  'inactive',
  'smart_sell',
]);

function isOver(status: PartStatus): boolean {
  return OVER.has(status);
}
