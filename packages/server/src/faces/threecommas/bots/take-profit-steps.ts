import {
  type DealRecord,
  type DealStanding,
  type Decimal,
  decimals,
  type Instrument,
  MAX_TAKE_PROFITS,
} from '@outcry/core';
import type { JsonValue } from '../wire/json.ts';
import { decimalText, exactNumber } from '../wire/numbers.ts';
import { exactly, shown } from './decimal-texts.ts';

const HUNDRED: Decimal = { coefficient: 100n, scale: 0 };

/** The `trade_id` of a step, from 0: ids of deals are farther apart than a deal has steps. */
export function stepTradeId(deal: number, step: number): number {
  return deal + step;
}

/** The step that a `trade_id` names; undefined when it is of another deal. */
export function stepOfTrade(deal: number, trade: number): number | undefined {
  const step = trade - deal;
  return step >= 0 && step < MAX_TAKE_PROFITS ? step : undefined;
}

/**
 * Several take profits of a deal (`threecommas.md` 7.3). Of a step that is done, and of one before the deal is bought, price
 * is `0` and the amount its share of what was bought.
 */
export function takeProfitSteps(
  record: DealRecord,
  standing: DealStanding | null,
  instrument: Instrument | undefined,
): JsonValue {
  const { settings, id } = record;
  return settings.takeProfitSteps.map(({ profit, share }, step) => {
    const target = standing?.takeProfits.find((each) => each.step === step);
    const done = record.stepsDone.includes(step);
    const open = target !== undefined && record.status === 'bought';
    return {
      id: step,
      amount_percentage: exactNumber(exactly(share)),
      profit_percentage: exactNumber(exactly(profit)),
      editable: open,
      panic_sellable: open,
      trade_id: stepTradeId(id, step),
      execution_timestamp: null,
      initial_amount: target === undefined ? shareOf(record.bought.amount, share, instrument) : shown(target.quantity),
      price: target === undefined ? '0' : shown(target.price),
      status: done ? 'Filled' : target === undefined ? (standing === null ? 'Cancelled' : 'Idle') : 'Placed',
    };
  });
}

/** A share of the coins, in whole steps of quantity. */
function shareOf(amount: string, share: string, instrument: Instrument | undefined): string {
  const part = decimals.divide(decimals.multiply(exactly(amount), exactly(share)), HUNDRED);
  const step = instrument?.quantityStep ?? { coefficient: 1n, scale: 8 };
  const steps = decimals.rescale(decimals.divide(part, step), 0, 'down');
  return decimalText(decimals.multiply(steps, step));
}
