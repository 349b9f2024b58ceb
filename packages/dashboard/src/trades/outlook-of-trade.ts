import type { Account, Instrument, SmartTrade } from 'outcry/native-api';
import { add, compare, type Decimal, decimal, decimalText, floorTo, multiply, subtract } from '../decimal.ts';
import type { TradeDraft } from './draft.ts';
import type { Measure } from './draft-lines.ts';
import { type Outlook, percentOf, ratioOf } from './outlook.ts';
import { HUNDREDTH, ONE, read, sideOf, targetPrice, ZERO } from './targets.ts';
import { leftOf, resultAt } from './trade-money.ts';

/** What may still come of a trade that has entered, with the exits of a draft: steps that are over count no more. */
export function outlookOfTrade(
  trade: SmartTrade,
  draft: TradeDraft,
  measure: Measure,
  instrument: Instrument,
  fees: Account['fees'],
): Outlook | null {
  const left = leftOf(trade);
  const average = decimal(trade.entered.average ?? '');
  if (average === null || left.coefficient === 0n) return null;
  const result = (coins: Decimal, price: Decimal): Decimal =>
    decimal(resultAt(trade, decimalText(coins), decimalText(price), fees) ?? '') ?? ZERO;
  const entered = multiply(left, average);
  const steps = stepsOf(trade, draft, measure, instrument).map(({ position, coins, price }) => ({
    position,
    coins: decimalText(coins),
    price: decimalText(price),
    profit: decimalText(result(coins, price)),
  }));
  const stopPrice = draft.stops
    ? targetPrice(draft.stop.target, sideOf(draft, 'stop'), measure.entry, measure.priceStep)
    : null;
  const won = steps.length === 0 ? null : steps.reduce((sum, { profit }) => add(sum, decimal(profit) ?? ZERO), ZERO);
  const stopped = stopPrice === null ? null : result(left, stopPrice);
  return {
    entered: decimalText(entered),
    fee: '0',
    steps,
    won: won === null ? null : decimalText(won),
    stopped: stopped === null ? null : decimalText(stopped),
    wonPercent: percentOf(won, entered),
    stoppedPercent: percentOf(stopped, entered),
    ratio: ratioOf(won, stopped),
  };
}

/** What each step has still to sell: its share of everything less what it has sold; the last takes what is left. */
function stepsOf(trade: SmartTrade, draft: TradeDraft, { entry, priceStep }: Measure, instrument: Instrument) {
  const quantityStep = decimal(instrument.quantityStep) ?? ONE;
  const whole = floorTo(decimal(trade.entered.amount) ?? ZERO, quantityStep);
  const open = draft.profits ? draft.steps.filter(({ over }) => !over) : [];
  let rest = leftOf(trade);
  return open.flatMap((step, place) => {
    const sold = decimal(trade.steps.find(({ position }) => position === step.position)?.sold.amount ?? '') ?? ZERO;
    const share = floorTo(multiply(multiply(whole, read(step.share) ?? ZERO), HUNDREDTH), quantityStep);
    const own = subtract(share, sold);
    const last = place === open.length - 1 || compare(own, rest) > 0;
    const coins = last ? rest : compare(own, ZERO) < 0 ? ZERO : own;
    rest = subtract(rest, coins);
    const price = targetPrice(step.target, sideOf(draft, 'step'), entry, priceStep);
    return price === null ? [] : [{ position: step.position, coins, price }];
  });
}
