import { decimals } from '@outcry/core';
import { exactly, rounded, shown } from '../../bots/decimal-texts.ts';
import type { JsonValue } from '../../wire/json.ts';
import { decimalText } from '../../wire/numbers.ts';
import { cutPrice, type ShownTrade, totalOf } from './shown.ts';
import { partStatusEntity, positionStatus } from './status.ts';

/** Decimals of a position's total. */
const TOTAL_DECIMALS = 8;

/** How the trade comes, or came, to its coins. */
export function positionEntity(trade: ShownTrade): JsonValue {
  const { row, allows } = trade;
  const { settings } = row.record;
  const { entry, side } = settings;
  const { units, price, plain, total } = positionFigures(trade);
  const { moveEntry } = allows;
  const editable = moveEntry || (entry === null && allows.edit);
  return {
    type: side === 'long' ? 'buy' : 'sell',
    editable,
    units: { value: units, editable: moveEntry },
    price: { value: price, value_without_commission: plain, editable },
    total: { value: total },
    order_type: entry?.type ?? 'market',
    ...(entry?.type === 'conditional'
      ? {
          conditional: {
            editable: moveEntry,
            price: { value: shown(entry.price), type: entry.by },
            order_type: entry.order,
            trailing: trailingEntity(entry.trailing),
          },
        }
      : {}),
    status: partStatusEntity(positionStatus(row), row),
  };
}

export function trailingEntity(percent: string): JsonValue {
  const enabled = exactly(percent).coefficient > 0n;
  return { enabled, percent: enabled ? shown(percent) : null };
}

interface PositionFigures {
  readonly units: string;
  readonly price: string | null;
  readonly plain: string | null;
  readonly total: string | null;
}

/** What was entered; what is asked for as long as that may be changed, so that whoever sends back what was answered changes nothing. */
export function positionFigures(trade: ShownTrade): PositionFigures {
  const { entered, entryPrice, settings } = trade.row.record;
  const { entry, quantity, averagePrice } = settings;
  if (entry === null) {
    const price = shown(averagePrice);
    return {
      units: shown(quantity),
      price,
      plain: null,
      total: decimalText(totalOf(quantity, price) ?? decimals.ZERO),
    };
  }
  if (entered.amount !== '0' && !trade.allows.moveEntry) {
    return {
      units: shown(entered.amount),
      price: cutPrice(trade, exactly(entered.average)),
      plain: cutPrice(trade, exactly(entryPrice)),
      total: rounded(entered.volume, TOTAL_DECIMALS),
    };
  }
  const price = askedPrice(trade);
  const total = totalOf(quantity, price);
  return { units: shown(quantity), price, plain: price, total: total === null ? null : decimalText(total) };
}

/** The price of the order that enters: at the market what it came to, or would come to now. */
export function askedPrice({ row }: Pick<ShownTrade, 'row'>): string | null {
  const { figures, record } = row;
  const { entry, side } = record.settings;
  if (entry === null) return shown(record.settings.averagePrice);
  if (entry.type !== 'market') return shown(entry.order === 'limit' ? entry.limitPrice : entry.price);
  const market = (side === 'long' ? figures?.ask : figures?.bid) ?? null;
  const known = record.entryPrice === '0' ? market : record.entryPrice;
  return known === null ? null : shown(known);
}
