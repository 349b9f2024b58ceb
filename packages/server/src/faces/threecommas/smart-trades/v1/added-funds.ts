import { type CoreState, decimals, formatDecimal, type Money, priceToDecimal, quantityToDecimal } from '@outcry/core';
import type { OrderRow } from '../../../../readmodel/index.ts';
import { marketOrder } from '../../bots/deal-orders.ts';
import { timeText } from '../../bots/times.ts';
import { Fault, invalid } from '../../errors.ts';
import { marketOfVenue } from '../../markets.ts';
import { pairName } from '../../pairs.ts';
import type { Given } from '../../parameters.ts';
import type { JsonValue } from '../../wire/json.ts';
import { amountOf, decimalText } from '../../wire/numbers.ts';
import { checkTotal } from '../check-size.ts';
import { type Acting, commandTrade } from '../commands.ts';
import { fundSteps } from '../funds.ts';
import { refusedTrade } from '../refusals.ts';
import { tradeOf } from '../seen.ts';
import { ordersOf } from '../v2/answers.ts';
import { orderTradeId } from '../v2/sub-trade-ids.ts';
import { v1Answer } from './answers.ts';
import { V1_NAMES } from './field-names.ts';
import type { ADD_FUNDS } from './parameters.ts';

const NAMES = { ...V1_NAMES, quantity: 'quantity', price: 'rate' };

/** Buys more into a trade (short: sells more), and answers as it was asked to (`threecommas.md` 18). Throws Fault. */
export async function addFunds(call: Acting, given: Given<typeof ADD_FUNDS>): Promise<JsonValue> {
  const { smart_trade_id: trade, quantity, is_market: atMarket, rate, response_type: wanted } = given;
  if (!atMarket && rate === undefined) throw invalid({ rate: ['is missing'] });
  const limit = atMarket || rate === undefined ? null : rate;
  const { record } = await tradeOf(call, trade);
  const compose = (state: CoreState) => {
    const instrument = state.instruments.instruments[record.settings.instrument];
    if (instrument === undefined) throw new Fault('tradeNotFound');
    checkTotal(state, instrument, formatDecimal(quantity), formatDecimal(limit ?? decimals.ZERO), 'total');
    return { type: 'trades.add', trade, ...fundSteps(instrument, quantity, limit, NAMES) } as const;
  };
  const id = await commandTrade(call, trade, compose, refusedTrade('Add funds', NAMES));
  if (wanted === 'empty') return { status: 'success' };
  if (wanted === 'smart_trade') return v1Answer(call, trade);
  const { parts } = call.desk;
  const added = (await ordersOf(parts, trade)).find(({ row }) => row.id === id);
  if (added === undefined) throw new Fault('stepNotFound');
  return parts.engine.read((state) => {
    const shown =
      wanted === 'order' ? marketOrder(state, added.row, 'Manual Safety', true) : addedStep(state, trade, added.row);
    if (shown === undefined) throw new Fault('stepNotFound');
    return shown;
  });
}

/** An order that was added as a Step of version 1 (`threecommas.md` 10.4). */
function addedStep(state: CoreState, trade: number, row: OrderRow): { readonly [key: string]: JsonValue } | undefined {
  const instrument = state.instruments.instruments[row.instrument];
  if (instrument === undefined) return undefined;
  const quote = state.instruments.assets[instrument.quote] ?? { scale: 0 };
  const [amount, filled] = [row.quantity, row.filled].map((steps) => quantityToDecimal(instrument, steps as never));
  const paid = amountOf(quote, row.value as Money);
  const average = row.filled === 0 ? null : decimals.divide(paid, filled ?? decimals.ZERO);
  const price = row.price === 0 ? (average ?? decimals.ZERO) : priceToDecimal(instrument, row.price as never);
  const open = row.endedAt === null;
  return {
    id: orderTradeId(row.id),
    editable: false,
    position: 0,
    order_id: open ? row.id : null,
    smart_trade_id: trade,
    is_panic_sell: false,
    created_at: timeText(row.createdAt),
    updated_at: timeText(row.updatedAt),
    trailing_last_pirce_updated_at: null,
    trailing_last_price_updated_at: null,
    type: row.side === 0 ? 'SmartTradeStep::BuyStep' : 'SmartTradeStep::SellStep',
    price: decimalText(price),
    average_result_price: average === null ? null : decimalText(average),
    deviation_condition: null,
    price_method: row.side === 0 ? 'ask' : 'bid',
    trailing_last_pirce: null,
    trailing_last_price: null,
    sell_method: row.price === 0 ? 'market' : 'limit',
    sell_order_price: row.price === 0 ? null : decimalText(price),
    percent: '0.0',
    pair: pairName(state.instruments, instrument) ?? instrument.symbol,
    initial_amount: decimalText(amount ?? decimals.ZERO),
    initial_total: decimalText(decimals.multiply(amount ?? decimals.ZERO, price)),
    actual_amount: decimalText(filled ?? decimals.ZERO),
    actual_total: decimalText(paid),
    status: open ? 'need_check' : row.filled > 0 ? 'processed' : 'cancelled',
    market_order_id: open ? row.id : null,
    market_class: `${marketOfVenue(state.accounts.accounts.get(row.account)?.venue).displayType}Market`,
    price_percentage: null,
  };
}
