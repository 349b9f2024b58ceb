import { decimals, type StepRecord } from '@outcry/core';
import type { TradeRow } from '../../../../readmodel/index.ts';
import { exactly, shown, shownOrNull } from '../../bots/decimal-texts.ts';
import { timeText } from '../../bots/times.ts';
import type { JsonValue } from '../../wire/json.ts';
import { decimalText } from '../../wire/numbers.ts';
import { v1StepStatus } from './status.ts';

const HUNDRED = decimals.decimal(100n, 0);

/** What a step's entity takes from its trade. */
export interface StepPlace {
  readonly pair: string;
  readonly market: string;
  readonly editable: boolean;
}

/** A Step of version 1 (`threecommas.md` 10.4). */
export function stepEntity({ record, figures }: TradeRow, step: StepRecord, place: StepPlace): JsonValue {
  const { settings } = step;
  const trailing = exactly(settings.trailing).coefficient > 0n;
  const mark = figures?.stepMarks[settings.position] ?? null;
  const last = trailing && mark !== null ? shown(mark) : null;
  const lastAt = last === null ? null : timeText(step.updatedAt);
  const price = settings.price ?? step.price ?? '0';
  const amount = step.price === null ? shareOf(record.settings.quantity, settings.share) : exactly(step.amount);
  const order = figures?.orders.find(({ role, position }) => role === 'step' && position === settings.position)?.order;
  const side = record.settings.side === 'long' ? '' : 'Buy';
  return {
    id: step.id,
    editable: place.editable && v1StepStatus(step.status) === 'idle',
    position: settings.position,
    order_id: order ?? null,
    smart_trade_id: record.id,
    is_panic_sell: step.panic,
    created_at: timeText(step.createdAt),
    updated_at: timeText(step.updatedAt),
    trailing_last_pirce_updated_at: lastAt,
    trailing_last_price_updated_at: lastAt,
    type: `SmartTradeStep::${trailing ? 'Trailing' : ''}TakeProfit${side}Step`,
    price: shown(price),
    average_result_price: shownOrNull(step.sold.average),
    deviation_condition: trailing ? shown(settings.trailing) : null,
    price_method: settings.by,
    trailing_last_pirce: last,
    trailing_last_price: last,
    sell_method: settings.order === 'market' ? 'market' : 'limit',
    sell_order_price:
      settings.order === 'market' ? null : shown(settings.order === 'limit' ? settings.limitPrice : price),
    percent: shown(settings.share),
    pair: place.pair,
    initial_amount: decimalText(amount),
    initial_total: decimalText(decimals.multiply(amount, exactly(price))),
    actual_amount: shown(step.sold.amount),
    actual_total: shown(step.sold.volume),
    status: v1StepStatus(step.status),
    market_order_id: order ?? null,
    market_class: place.market,
    price_percentage: settings.percent === null ? null : shown(settings.percent),
  };
}

/** Before the coins are there it is not known how much a step will sell. */
function shareOf(quantity: string, share: string) {
  return decimals.divide(decimals.multiply(exactly(quantity), exactly(share)), HUNDRED);
}
