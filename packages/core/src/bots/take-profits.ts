import { type LegOrder, quantitySteps, sendLeg, smallestQuantity } from '../legs/index.ts';
import { decimals } from '../numbers/index.ts';
import type { Turn } from '../turn.ts';
import { basisOf } from './basis.ts';
import {
  type ExitBasis,
  exitQuantity,
  type Holding,
  isTradable,
  stepPrice,
  takeProfitPrice,
  unitsDecimal,
} from './prices.ts';
import type { BotsWorld, Deal } from './state.ts';
import { failDeal, legsFor, RETRY_AFTER, withdraw } from './steps.ts';

/** A take profit as it should rest now; price and quantity in steps. */
export interface TakeProfit {
  readonly step: number;
  readonly price: number;
  readonly quantity: number;
}

/**
 * What should rest for what the deal holds now: one order, or one for each step that is not done (B7). What is too small for
 * an order of its own is left to the last step, unless it rests already: `placed` are the steps that do. None for a deal that
 * conditions alone close.
 */
export function takeProfitsOf(
  basis: ExitBasis,
  deal: Holding,
  placed: ReadonlySet<number> = NONE,
): readonly TakeProfit[] {
  const { steps, closesByConditions } = basis.terms;
  if (closesByConditions) return [];
  if (steps.length === 0) {
    const price = takeProfitPrice(basis, deal);
    return [{ step: 0, price, quantity: exitQuantity(basis, deal, price) }];
  }
  const left = steps.map(({ profit, share }, step) => ({ step, share, price: stepPrice(basis, deal, profit) }));
  const waiting = left.filter(({ step }) => !deal.stepsDone.has(step));
  // coins that came after the last of them was done are sold by it, too
  const open = waiting.length > 0 ? waiting : left.slice(-1);
  let rest = exitQuantity(basis, deal, open[open.length - 1]?.price ?? 0);
  return open.map(({ step, share, price }, place) => {
    const own = place === open.length - 1 ? rest : Math.min(rest, stepQuantity(basis, deal, step, share));
    const apart = place === open.length - 1 || placed.has(step) || own >= smallestQuantity(basis.instrument, price);
    const quantity = apart ? own : 0;
    rest -= quantity;
    return { step, price, quantity };
  });
}

const NONE: ReadonlySet<number> = new Set();

/** The share of everything entered that a step sells, less what it has sold; rounded down to the lot. */
function stepQuantity(
  basis: ExitBasis,
  deal: Holding,
  step: number,
  share: { readonly coefficient: bigint; readonly scale: number },
): number {
  const units = unitsDecimal(deal.entered.units, basis.scales);
  const whole = quantitySteps(basis.instrument, decimals.multiply(units, share), 'floor');
  return Math.max(0, whole - (deal.stepPart.get(step) ?? 0));
}

/**
 * Keeps take profits resting for what the deal holds: those sized for less are taken back, and once they are gone the new
 * ones follow (B1, 7 and 8). A trailing take profit rests nowhere (B8). Returns whether all is in place.
 */
export function keepTakeProfits(world: BotsWorld, deal: Deal, turn: Turn): boolean {
  const resting = legsFor(world, deal, 'takeProfit');
  const { settings, closesByConditions } = deal.terms;
  const restsNowhere = settings.trailing || closesByConditions;
  if (restsNowhere || deal.exitBasis !== deal.entered.money) {
    if (!withdraw(world, resting, turn)) return false;
    if (restsNowhere) return true;
  } else {
    // what is to be sold at the market must not rest
    const sold = resting.filter(({ order, step }) => deal.stepsToSell.has(step) && isResting(world, order));
    if (!withdraw(world, sold, turn)) return false;
  }
  if (deal.retryExitAt > turn.at) return false;
  return placeMissing(world, deal, turn);
}

function isResting(world: BotsWorld, order: number): boolean {
  return world.orders.open.get(order)?.orderType === 'limit';
}

function placeMissing(world: BotsWorld, deal: Deal, turn: Turn): boolean {
  const basis = basisOf(world, deal);
  const placed = new Set(legsFor(world, deal, 'takeProfit').map(({ step }) => step));
  const several = deal.terms.steps.length > 0;
  if (placed.size > 0 && !several) return true;
  for (const { step, price, quantity } of takeProfitsOf(basis, deal, placed)) {
    if (placed.has(step) || !isTradable(basis.instrument, quantity)) continue;
    const atMarket = deal.stepsToSell.has(step);
    const rejection = sendLeg(world, exitOrder(basis, deal, step, atMarket ? 0 : price, quantity), turn);
    if (rejection === null) continue;
    failDeal(deal, 'exit', `take profit: ${rejection.detail}`, RETRY_AFTER, turn);
    return false;
  }
  return true;
}

function exitOrder(basis: ExitBasis, deal: Deal, step: number, price: number, quantity: number): LegOrder {
  const { terms, instrument } = basis;
  return {
    owner: 'deal',
    entity: deal.id,
    role: 'takeProfit',
    step,
    account: deal.account,
    instrument,
    side: terms.exitSide,
    price,
    quantity,
  };
}
