import type { GridBotPlan } from 'outcry/native-api';
import { compare, decimal, decimalText, subtract } from '../decimal.ts';
import { tell } from '../words/grids/grid-words.ts';
import { amountText, shownPrice } from '../words/numbers.ts';
import type { PlanSums } from './plan-sums.ts';

interface Judged {
  readonly plan: GridBotPlan;
  readonly sums: PlanSums;
  readonly quote: string;
  readonly priceStep: string;
  /** Free money of the account; null while it is not known. */
  readonly free: string | null;
}

/** What a person should know before a bot with this plan begins. */
export function warningsOf({ plan, sums, quote, priceStep, free }: Judged): readonly string[] {
  const warnings: string[] = [];
  const last = shownPrice(plan.price, priceStep);
  if (sums.losing > 0) warnings.push(tell('warnLosing', { n: String(sums.losing), all: String(sums.cycles) }));
  const [highest, lowest] = [plan.lines[0]?.price, plan.lines.at(-1)?.price];
  if (highest !== undefined && isAbove(plan.price, highest)) warnings.push(tell('warnAbove', { last }));
  if (lowest !== undefined && isAbove(lowest, plan.price)) warnings.push(tell('warnBelow', { last }));
  const stopped =
    (plan.upperStop !== null && !isAbove(plan.upperStop, plan.price)) ||
    (plan.lowerStop !== null && !isAbove(plan.price, plan.lowerStop));
  if (stopped) warnings.push(tell('warnStopped', { last }));
  const lacks = missing(plan.needed, free);
  if (lacks !== null) warnings.push(tell('warnMoney', { amount: amountText(lacks, quote) }));
  return warnings;
}

/** What an account lacks; null when it has enough, or that is not known. */
export function missing(needed: string, free: string | null): string | null {
  const [wanted, has] = [decimal(needed), decimal(free ?? '')];
  if (wanted === null || has === null || compare(wanted, has) <= 0) return null;
  return decimalText(subtract(wanted, has));
}

function isAbove(price: string, than: string): boolean {
  const [one, other] = [decimal(price), decimal(than)];
  return one !== null && other !== null && compare(one, other) > 0;
}
