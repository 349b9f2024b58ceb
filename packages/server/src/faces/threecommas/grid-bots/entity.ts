import { type CoreState, decimals, parseDecimal } from '@outcry/core';
import type { GridRow } from '../../../readmodel/index.ts';
import { timeText } from '../bots/times.ts';
import { pairName } from '../pairs.ts';
import type { JsonValue } from '../wire/json.ts';
import { decimalText, percent, withPoint } from '../wire/numbers.ts';
import { actionWord } from './settings.ts';
import { storedOf } from './stored.ts';

/** Room for lines of one bot in the ids of lines, and where line 0 stands in it. */
const LINES_ROOM = 1_000_000;
const FIRST_LINE = 500_000;

/** The id of a line: the same for as long as the bot has it. */
export function lineId(bot: number, line: number): number {
  return bot * LINES_ROOM + FIRST_LINE + line;
}

/** A Grid Bot (`threecommas.md` 19): ids, flags and lines aside all values are texts. */
export function gridEntity(
  state: CoreState,
  { record, figures, lines }: GridRow,
): { readonly [key: string]: JsonValue } {
  const { settings, id, account, status } = record;
  const { upperStop, lowerStop, expandUp, expandDown } = settings;
  const stored = storedOf(settings);
  const instrument = state.instruments.instruments[settings.instrument];
  if (instrument === undefined) throw new Error(`no instrument ${settings.instrument}`);
  const enabled = status !== 'disabled';
  const inQuote = settings.profitCurrency === 'quote';
  const profit = inQuote ? record.profit : record.profitUnits;
  return {
    id,
    account_id: account,
    account_name: state.accounts.accounts.get(account)?.name ?? '',
    is_enabled: enabled,
    grids_quantity: `${settings.lines}`,
    created_at: timeText(record.createdAt),
    updated_at: timeText(record.updatedAt),
    strategy_type: stored.strategy_type ?? 'manual',
    upper_stop_loss_enabled: upperStop !== null,
    lower_stop_loss_enabled: lowerStop !== null,
    note: record.note,
    editable: status !== 'stopping' && status !== 'closing',
    lower_price: withPoint(settings.lower),
    lower_stop_loss_price: known(record.lowerStop ?? stored.lower_stop_loss_price),
    lower_stop_loss_action:
      lowerStop === null ? (stored.lower_stop_loss_action ?? 'stop_bot') : actionWord(lowerStop.action),
    upper_price: withPoint(settings.upper),
    upper_stop_loss_price: known(record.upperStop ?? stored.upper_stop_loss_price),
    upper_stop_loss_action:
      upperStop === null ? (stored.upper_stop_loss_action ?? 'stop_bot') : actionWord(upperStop.action),
    quantity_per_grid: withPoint(record.amount),
    leverage_type: stored.leverage_type ?? 'not_specified',
    leverage_custom_value: known(stored.leverage_custom_value),
    name: settings.name,
    pair: pairName(state.instruments, instrument) ?? instrument.symbol,
    start_price: known(record.startPrice),
    grid_price_step: withPoint(record.step),
    current_profit: withPoint(profit),
    current_profit_usd: withPoint(figures.profitUsd ?? '0'),
    total_profits_count: `${record.cycles}`,
    bought_volume: withPoint(record.bought.volume),
    sold_volume: withPoint(record.sold.volume),
    profit_percentage: share(record.profit, record.invested),
    current_price: known(figures.price),
    max_active_buy_lines: `${settings.maxBuyLines ?? settings.lines}`,
    max_active_sell_lines: `${settings.maxSellLines ?? settings.lines}`,
    order_currency_type: settings.orderCurrency,
    profit_currency_type: settings.profitCurrency,
    trailing_up_enabled: `${settings.trailingUp}`,
    trailing_down_enabled: `${settings.trailingDown}`,
    grid_type: settings.type,
    investment_base_currency: withPoint(figures.inSales),
    investment_quote_currency: withPoint(figures.inBuys),
    unrealized_profit_loss: withPoint(figures.unrealised),
    current_profit_loss: enabled ? withPoint(figures.result) : null,
    current_profit_loss_percent: enabled ? share(figures.result, record.invested) : null,
    orderbook_price_currency: state.instruments.assets[instrument.quote]?.code ?? '',
    expansion_down_enabled: `${expandDown !== null}`,
    expansion_down_stop_price: known(expandDown),
    expansion_up_enabled: `${expandUp !== null}`,
    expansion_up_stop_price: known(expandUp),
    grid_lines: lines.map(({ line, price, side, order }) => ({
      id: lineId(id, line),
      price: withPoint(price),
      side,
      order_placed: order !== 0,
    })),
    mode: stored.mode ?? null,
  };
}

function known(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : withPoint(text);
}

/** Percent of what a run began with, to 36 digits; 0 of nothing. */
function share(part: string, whole: string): string {
  return decimalText(percent(parseDecimal(part) ?? decimals.ZERO, parseDecimal(whole) ?? decimals.ZERO));
}
