import { type Decimal, decimals } from '../numbers/index.ts';
import { type Rejection, reject } from '../turn.ts';
import { decimalIn, jsonLength, MAX_STORED, number, percentText, whole, wrong } from './check-values.ts';
import type { BotSettings } from './settings.ts';
import { Terms } from './terms.ts';

export const MAX_TAKE_PROFITS = 4;

const ZERO: Decimal = { coefficient: 0n, scale: 0 };
const HUNDRED: Decimal = { coefficient: 100n, scale: 0 };

/** What is wrong with the ways out of a deal. */
export function checkExits(settings: BotSettings): Rejection | null {
  return checkTakeProfits(settings) ?? checkConditions(settings) ?? checkStopLoss(settings) ?? checkBreakeven(settings);
}

function checkTakeProfits(settings: BotSettings): Rejection | null {
  const { takeProfitSteps: steps, trailing } = settings;
  if (!Array.isArray(steps) || steps.length > MAX_TAKE_PROFITS || jsonLength(steps) > MAX_STORED)
    return wrong('takeProfitSteps', `at most ${MAX_TAKE_PROFITS} steps`);
  const hasOther = steps.length > 0 || (settings.closeWhen ?? []).length > 0;
  const single = number(settings, 'takeProfit', hasOther ? 'from' : 'above', 100_000);
  if (single !== null || steps.length === 0) return single;
  if (trailing) return wrong('trailing', 'one take profit trails, several do not');
  let sum = ZERO;
  for (const [index, step] of steps.entries()) {
    const [profit, share] = [decimalIn(step?.profit), decimalIn(step?.share)];
    if (profit === null || profit.coefficient <= 0n) return wrong(`takeProfitSteps.${index}.profit`, 'above 0');
    if (share === null || share.coefficient <= 0n) return wrong(`takeProfitSteps.${index}.share`, 'above 0');
    sum = decimals.add(sum, share);
  }
  return decimals.compare(sum, HUNDRED) === 0 ? null : wrong('takeProfitSteps', 'their shares must sum to 100');
}

/** A stop loss lies behind the last safety order (B2). */
function checkStopLoss(settings: BotSettings): Rejection | null {
  const problem = number(settings, 'stopLoss', 'from', 100) ?? percentText('stopLoss', settings.stopLoss);
  if (problem !== null) return problem;
  const terms = new Terms(settings);
  if (terms.stopLoss.coefficient === 0n || settings.maxSafetyOrders === 0) return null;
  const last = terms.deviation(settings.maxSafetyOrders);
  if (decimals.compare(terms.stopLoss, last) > 0) return null;
  const percent = decimals.formatDecimal(decimals.multiply(last, HUNDRED));
  return reject('stop_loss_inside_grid', 'stopLoss', `must be above the last safety order, which is at ${percent} %`);
}

/** Conditions close at the market: a trailing take profit would be in their way. */
function checkConditions(settings: BotSettings): Rejection | null {
  const { closeWhen = [], trailing, minProfit = null, minProfitType = 'total' } = settings;
  if (closeWhen.length > 0 && trailing) return wrong('trailing', 'not while conditions close deals');
  if (minProfitType !== 'base' && minProfitType !== 'total') return wrong('minProfitType', 'base or total');
  return minProfit === null ? null : number(settings, 'minProfit', 'from', 100_000);
}

/** The stop loss moves with take profits that are done: there must be several, and nothing else that moves it. */
function checkBreakeven({ breakeven = null, takeProfitSteps, stopLossTrails }: BotSettings): Rejection | null {
  if (breakeven === null) return null;
  if (takeProfitSteps.length < 2) return wrong('breakeven', 'needs two take profits at least');
  if (stopLossTrails) return wrong('breakeven', 'not together with a stop loss that trails');
  return whole('breakeven', breakeven, 0, MAX_TAKE_PROFITS - 1);
}
