import { isStepOver, type StepRecord } from '@outcry/core';
import { shown } from '../../bots/decimal-texts.ts';
import { timeText } from '../../bots/times.ts';
import type { JsonValue } from '../../wire/json.ts';
import { decimalText } from '../../wire/numbers.ts';
import { trailingDistance } from '../trailing-distance.ts';
import { askedPrice, trailingEntity } from './position-entity.ts';
import { type ShownTrade, totalOf } from './shown.ts';
import { isEntering, partStatusEntity, stepStatus, stopLossStatus } from './status.ts';

export function takeProfitEntity(trade: ShownTrade): JsonValue {
  const { settings, steps } = trade.row.record;
  const byPercent = settings.takeProfits.some(({ percent }) => percent !== null);
  return {
    enabled: settings.takeProfits.length > 0,
    price_type: byPercent ? 'percent' : 'value',
    steps: steps.map((step) => stepEntity(trade, step)),
  };
}

/** Units and total are null before the coins are there. */
function stepEntity({ row, allows }: ShownTrade, step: StepRecord): JsonValue {
  const { settings, status } = step;
  const may = row.figures?.stepAllows[settings.position] ?? { sell: false, cancel: false };
  const price = settings.price ?? step.price;
  const units = step.price === null ? null : step.amount;
  const total = units === null ? null : totalOf(units, price);
  return {
    id: step.id,
    order_type: settings.order === 'market' ? 'market' : 'limit',
    editable: allows.edit && !isStepOver(status),
    units: { value: units === null ? null : shown(units) },
    price: {
      type: settings.by,
      value: price === null ? null : shown(price),
      percent: settings.percent === null ? null : shown(settings.percent),
    },
    volume: shown(settings.share),
    total: total === null ? null : decimalText(total),
    trailing: trailingEntity(settings.trailing),
    status: partStatusEntity(stepStatus(row, step), row),
    closed_at: isStepOver(status) ? timeText(step.updatedAt) : null,
    data: { cancelable: may.cancel, panic_sell_available: may.sell },
    position: settings.position,
  };
}

/** Without a stop loss there is nothing more to say. */
export function stopLossEntity({ row, allows }: ShownTrade): JsonValue {
  const { record, figures } = row;
  const { stopLoss } = record.settings;
  if (stopLoss === null) return { enabled: false };
  const limit = stopLoss.order === 'limit' ? stopLoss.limitPrice : null;
  const units = isEntering(row) || figures === null ? null : figures.left;
  const trigger = stopLoss.price ?? figures?.stopLevel ?? record.stopLoss;
  const total = units === null ? null : totalOf(units, limit ?? trigger);
  const distance = trailingDistance(record, askedPrice({ row }) ?? '0');
  return {
    enabled: true,
    price_type: stopLoss.percent === null ? 'value' : 'percent',
    breakeven: stopLoss.breakeven,
    order_type: stopLoss.order,
    editable: allows.edit,
    status: partStatusEntity(stopLossStatus(row), row),
    units: { value: units === null ? null : shown(units) },
    total: { value: total === null ? null : decimalText(total) },
    price: { value: limit === null ? null : shown(limit), percent: null },
    closed_at: record.status === 'stopLossFinished' ? timeText(record.closedAt) : null,
    conditional: {
      price: {
        value: trigger === null ? null : shown(trigger),
        type: stopLoss.by,
        percent: stopLoss.percent === null ? null : shown(stopLoss.percent),
      },
      trailing: { enabled: stopLoss.trails, percent: distance === null ? null : decimalText(distance) },
    },
    timeout: { enabled: stopLoss.timeout > 0, value: stopLoss.timeout > 0 ? stopLoss.timeout : null },
  };
}
