import { bestAsk, bestBid, type CoreState, decimals, type Instrument, inDollars, priceToDecimal } from '@outcry/core';
import { type TradeRow, tradeAllows } from '../../../../readmodel/index.ts';
import { exactly, rounded, shown, shownOrNull } from '../../bots/decimal-texts.ts';
import { timeText } from '../../bots/times.ts';
import { marketOfVenue } from '../../markets.ts';
import { pairName } from '../../pairs.ts';
import { TRIED_AGAIN, troubleText } from '../../trouble-text.ts';
import type { JsonValue } from '../../wire/json.ts';
import { decimalText, exactNumber } from '../../wire/numbers.ts';
import { storedOf } from '../stored.ts';
import { trailingDistance } from '../trailing-distance.ts';
import { typeOf } from './exits.ts';
import { v1Status, v1Type } from './status.ts';
import { stepEntity } from './step-entity.ts';

/** A SmartTrade of version 1 (`threecommas.md` 10.4). */
export function v1Entity(state: CoreState, row: TradeRow): { readonly [key: string]: JsonValue } {
  const { record, figures } = row;
  const { settings, status, entered, exited } = record;
  const { entry, stopLoss } = settings;
  const allows = tradeAllows(row);
  const instrument = state.instruments.instruments[settings.instrument] as Instrument;
  const account = state.accounts.accounts.get(record.account);
  const market = marketOfVenue(account?.venue);
  const place = {
    pair: pairName(state.instruments, instrument) ?? instrument.symbol,
    market: `${market.displayType}Market`,
    editable: allows.edit && status !== 'entering',
  };
  const steps = record.steps.map((step) => stepEntity(row, step, place));
  const type = typeOf(settings);
  const [first] = type === 'classic' ? record.steps : [];
  const trailing = first !== undefined && first.settings.trailing !== '0';
  const profitMark = trailing ? (figures?.stepMarks[first.settings.position] ?? null) : null;
  const stopMark = stopLoss?.trails === true ? (figures?.stopMark ?? null) : null;
  const updatedAt = timeText(record.updatedAt);
  const profitLimit = first?.settings.order === 'limit' ? shown(first.settings.limitPrice) : null;
  const stopLimit = stopLoss?.order === 'limit' ? shown(stopLoss.limitPrice) : null;
  const price = entry === null ? settings.averagePrice : entryPriceOf(row);
  const distance = trailingDistance(record, price);
  const long = settings.side === 'long';
  const [bought, sold] = long ? [entered, exited] : [exited, entered];
  return {
    id: record.id,
    account_id: record.account,
    trailing_stop_loss: stopLoss?.trails ?? false,
    trailing_take_profit: trailing,
    stop_loss_enabled: stopLoss !== null,
    take_profit_enabled: settings.takeProfits.length > 0,
    trailing_buy_enabled: entry !== null && entry.trailing !== '0',
    stop_loss_timeout_enabled: (stopLoss?.timeout ?? 0) > 0,
    from_currency_id: 0,
    to_currency_id: 0,
    trailing_stop_loss_condition_percentage: distance === null ? 0 : exactNumber(distance),
    stop_loss_timeout_seconds: stopLoss?.timeout || 300,
    panic_sellable: allows.panicSell,
    editable: place.editable,
    finished: figures === null,
    cancellable: figures !== null,
    created_at: timeText(record.createdAt),
    updated_at: updatedAt,
    trailing_stop_loss_last_price_updated_at: stopMark === null ? null : updatedAt,
    trailing_take_profit_last_price_updated_at: profitMark === null ? null : updatedAt,
    closed_at: record.closedAt === 0 ? null : timeText(record.closedAt),
    status: v1Status(row),
    take_profit_price_condition: known(first?.settings.price ?? first?.price),
    take_profit_price_order: profitLimit,
    stop_loss_price_condition: stopLoss === null ? null : known(stopLoss.price ?? record.stopLoss),
    stop_loss_price_order: stopLimit,
    units_to_buy: shown(settings.quantity),
    buy_price: shown(price),
    total: decimalText(decimals.multiply(exactly(settings.quantity), exactly(price))),
    average_buy_price: shownOrNull(bought.average),
    average_sell_price: shownOrNull(sold.average),
    error_message: record.error === null ? null : troubleText(record.error, TRIED_AGAIN),
    trailing_take_profit_step: trailing ? shown(first.settings.trailing) : null,
    type: v1Type(row),
    stop_loss_price_method: stopLoss?.by ?? (long ? 'bid' : 'ask'),
    take_profit_price_method: settings.takeProfits[0]?.by ?? (long ? 'bid' : 'ask'),
    trailing_stop_loss_last_price: known(stopMark),
    trailing_take_profit_last_price: known(profitMark),
    note: record.note,
    buy_method: entry?.type ?? 'market',
    take_profit_type: type,
    stop_loss_type: 'classic',
    stop_loss_sell_method: stopLoss?.order ?? 'market',
    take_profit_sell_method: (first?.settings.order ?? 'market') === 'market' ? 'market' : 'limit',
    take_profit_sell_order_price: profitLimit,
    stop_loss_sell_order_price: stopLimit,
    trailing_buy_step: entry === null || entry.trailing === '0' ? null : shown(entry.trailing),
    profit_percentage: shown(figures?.profitPercent ?? record.profitPercent),
    current_price: priceNow(state, instrument, long),
    account_market: place.market,
    account_name: account?.name ?? '',
    ...currency('from', state, instrument.quote),
    ...currency('to', state, instrument.base),
    smart_trade_steps: steps,
    usd_profit: usdProfit(state, instrument, row),
    panic_sell_market_order_id: figures?.orders.find(({ role }) => role === 'panic')?.order ?? null,
    take_profit_steps: steps,
    stop_loss_steps: [],
    buy_steps: [],
  };
}

/** The price that was asked for; at the market that of the request, else what it came to. */
function entryPriceOf({ record: { settings, entryPrice } }: TradeRow): string {
  const { entry } = settings;
  if (entry !== null && entry.type !== 'market') return entry.price;
  return storedOf(settings).buy_price ?? entryPrice;
}

/** What leaving the trade would bring, without a market nothing. */
function priceNow(state: CoreState, instrument: Instrument, long: boolean): string {
  const market = state.market.markets[instrument.id];
  const price = (long ? bestBid(market) : bestAsk(market))?.price;
  return price === undefined ? '0.0' : decimalText(priceToDecimal(instrument, price as never));
}

function usdProfit(state: CoreState, { quote }: Instrument, { record, figures }: TradeRow): string {
  if (figures === null) return rounded(record.profitUsd ?? '0', 2);
  const asset = state.instruments.assets[quote];
  const units = decimals.rescale(exactly(figures.profit), asset?.scale ?? 0, 'halfUp').coefficient;
  return rounded(inDollars(state, quote, units as never) ?? '0', 2);
}

function currency(side: 'from' | 'to', { instruments }: CoreState, id: number): Readonly<Record<string, string>> {
  const code = instruments.assets[id]?.code.toUpperCase() ?? '';
  return {
    [`${side}_currency_code`]: code,
    [`${side}_currency_name`]: code,
    [`${side}_currency_display_name`]: code,
  };
}

function known(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : shown(text);
}
