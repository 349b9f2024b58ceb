import type { FeePlan } from '../src/index.ts';
import type { AuditedDeal } from './deal-audit.ts';
import { must } from './failure.ts';
import { naiveHeld, naiveSafetyPrice, naiveTakeProfit } from './naive-deal.ts';

/** An open order of a deal. */
export interface AuditedLeg {
  readonly order: number;
  readonly role: string;
  readonly step: number;
  /** 0 buy, 1 sell. */
  readonly side: 0 | 1;
  /** 0: at the market. */
  readonly price: number;
  left: number;
}

/** In which states orders of each role go out. */
const STATES: Readonly<Record<string, readonly string[]>> = {
  base: ['created', 'basePlaced'],
  safety: ['bought', 'trailing'],
  added: ['bought', 'trailing'],
  takeProfit: ['bought'],
  close: ['trailingSale', 'stopLossPlaced', 'panicSellPlaced', 'conditionPlaced'],
};

/** An order that a deal is about to have must be one that it should have. */
export function checkLeg(deal: AuditedDeal, leg: AuditedLeg, fees: FeePlan): void {
  const { id, status, settings } = deal;
  const { role, step, side } = leg;
  must(STATES[role]?.includes(status) === true, () => `deal ${id} is ${status} and sends a ${role} order`);
  const enters = role === 'base' || role === 'safety' || role === 'added';
  const long = settings.strategy === 'long';
  must(side === (enters === long ? 0 : 1), () => `${role} order ${leg.order} of deal ${id} is on the wrong side`);
  const same = [...deal.legs.values()].some((open) => open.role === role && open.step === step);
  must(!same || role === 'added', () => `deal ${id} has two ${role} orders ${step}`);
  if (role === 'safety') return checkSafety(deal, leg);
  if (role === 'takeProfit') return checkTakeProfit(deal, leg, fees);
  // safety orders stay while a trailing take profit is sold
  const closes = role === 'close' && status !== 'trailingSale';
  must(!closes || deal.legs.size === 0, () => `deal ${id} is ${status} and sells while other orders are open`);
}

function checkSafety(deal: AuditedDeal, { step, price }: AuditedLeg): void {
  const { id, settings, safetyDone, safetyPrices } = deal;
  const { maxSafetyOrders, activeSafetyOrders, safetyWhen = [] } = settings;
  const waits = safetyWhen.length > 0;
  must(step >= 1 && step <= maxSafetyOrders, () => `deal ${id} sends safety order ${step} of ${maxSafetyOrders}`);
  must(!safetyDone.has(step), () => `deal ${id} sends safety order ${step} again, which was filled`);
  if (price === 0) {
    must(activeSafetyOrders === 0 || waits, () => `deal ${id} sends safety order ${step} at the market`);
    return;
  }
  must(!waits, () => `safety order ${step} of deal ${id} rests and should wait for conditions`);
  const resting = [...deal.legs.values()].filter((leg) => leg.role === 'safety').map((leg) => leg.step);
  must(resting.length < activeSafetyOrders, () => `deal ${id} has ${resting.length + 1} safety orders resting`);
  const most = resting.filter((each) => each <= maxSafetyOrders).length + safetyDone.size + 1;
  must(most <= Math.max(maxSafetyOrders, safetyDone.size), () => `deal ${id} has ${most} safety orders`);
  const expected = naiveSafetyPrice(deal, step);
  must(price === expected, () => `safety order ${step} of deal ${id} is at ${price}, not at ${expected}`);
  for (const [other, its] of safetyPrices) {
    if (other === step) continue;
    const farther = settings.strategy === 'long' ? price < its : price > its;
    must(farther === other < step, () => `safety orders ${other} and ${step} of deal ${id} are at ${its} and ${price}`);
  }
  safetyPrices.set(step, price);
}

function checkTakeProfit(deal: AuditedDeal, { step, price }: AuditedLeg, fees: FeePlan): void {
  const { id, settings, stepsDone } = deal;
  must(!settings.trailing, () => `deal ${id} trails and has a take profit resting`);
  const several = settings.takeProfitSteps.length;
  const none = several === 0 && Number(settings.takeProfit) === 0;
  must(!none, () => `deal ${id} has a take profit resting and should wait for conditions`);
  must(step < Math.max(1, several), () => `deal ${id} has no take profit ${step}`);
  // the last one sells what comes when all are done
  const rest = step === several - 1 && stepsDone.size === several;
  must(several === 0 || rest || !stepsDone.has(step), () => `take profit ${step} of deal ${id} is sent again`);
  if (price === 0) return;
  const expected = naiveTakeProfit(deal, step, fees);
  must(price === expected, () => `take profit ${step} of deal ${id} is at ${price}, not at ${expected}`);
}

/** Orders that exit a deal never move more than it holds. */
export function checkQuantities(deal: AuditedDeal): void {
  const held = naiveHeld(deal);
  if (held === null) return;
  let out = 0;
  for (const { role, left } of deal.legs.values()) if (role === 'takeProfit' || role === 'close') out += left;
  must(out <= held, () => `deal ${deal.id} holds ${held} steps and has ${out} on sale`);
}
