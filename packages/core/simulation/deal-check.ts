import {
  type Bot,
  type BotsState,
  bestAsk,
  type Core,
  type CoreState,
  type Deal,
  entityOf,
  type Leg,
  legsOf,
  ownerOf,
  stopId,
} from '../src/index.ts';
import { hasMoved } from './deal-paths.ts';
import { must } from './failure.ts';

/** Room for conditions of one deal in the ids of conditions; slots of the first two. */
const SLOTS = 4;
const [STOP_LOSS, TAKE_PROFIT] = [0, 1];

/** Nothing waits longer before it is tried again, nor does a stop loss of these worlds (ms). */
const LONGEST_WAIT = 60_000;

/** No deal is stuck: each has what its state demands, an order, a price that it waits for, or a moment to try again. */
export function checkDeals(core: Core): void {
  const { bots, legs, orders, stops } = core.state;
  for (const bot of bots.bots.values()) checkBot(bots, bot);
  for (const deal of bots.deals.values()) checkDeal(core, deal);
  for (const leg of legs.byOrder.values()) {
    must(orders.open.has(leg.order), () => `order ${leg.order} of deal ${leg.entity} has ended and is kept as its leg`);
    if (leg.owner !== 'deal') continue;
    must(bots.deals.has(leg.entity), () => `order ${leg.order} belongs to deal ${leg.entity}, which has ended`);
  }
  for (const { id } of stops.index.entries()) {
    if (ownerOf(id) !== 'deal') continue;
    const deal = Math.floor(entityOf(id) / SLOTS);
    must(bots.deals.has(deal), () => `a price is waited for by deal ${deal}, which has ended`);
  }
}

function checkBot({ deals }: BotsState, bot: Bot): void {
  for (const id of bot.deals) must(deals.get(id)?.bot === bot.id, () => `bot ${bot.id} counts deal ${id} as active`);
}

function checkDeal(core: Core, deal: Deal): void {
  const { state } = core;
  const legs = legsOf(state.legs, 'deal', deal.id);
  const has = (role: string): boolean => legs.some((leg) => leg.role === role);
  const later = (moment: number): boolean =>
    moment > core.now && moment <= core.now + LONGEST_WAIT && core.nextTimer <= moment;
  const stuck = (goesOn: boolean, what: string): void =>
    must(goesOn, () => `deal ${deal.id} is ${deal.status} and stuck: ${what}; its orders: ${describe(legs)}`);
  switch (deal.status) {
    case 'created':
    case 'basePlaced':
      return stuck(has('base') || later(deal.retryEntryAt), 'no base order, none later');
    case 'stopLossPending':
    case 'panicSellPending':
    case 'cancelPending':
    case 'conditionPending':
      return stuck(legs.length > 0, 'no order is on its way back');
    case 'trailingSale':
    case 'stopLossPlaced':
    case 'panicSellPlaced':
    case 'conditionPlaced':
      return stuck(legs.length > 0 || later(deal.retryCloseAt), 'no closing order, none later');
    default:
      return checkHolding(state, deal, { has, later, stuck });
  }
}

interface Questions {
  readonly has: (role: string) => boolean;
  readonly later: (moment: number) => boolean;
  readonly stuck: (goesOn: boolean, what: string) => void;
}

function checkHolding(state: CoreState, deal: Deal, { has, later, stuck }: Questions): void {
  const waits = (slot: number): boolean => {
    const id = stopId('deal', deal.id * SLOTS + slot);
    return state.stops.index.has(id) || state.stops.due.has(id);
  };
  const { trailing } = deal.terms.settings;
  const exits = trailing
    ? waits(TAKE_PROFIT) || later(deal.retryCloseAt)
    : has('takeProfit') || later(deal.retryExitAt);
  // what is sold waits for nothing but its other orders, even where another price would let it buy a little more
  if (!isSellable(state, deal) || comesBack(state, deal)) return;
  const { closeWhen = [], takeProfit, takeProfitSteps } = deal.terms.settings;
  const bySignals = closeWhen.length > 0 && takeProfitSteps.length === 0 && Number(takeProfit) === 0;
  stuck(exits || bySignals, 'no take profit, none later');
  if (deal.terms.stopLoss.coefficient === 0n && !hasMoved({ ...deal, settings: deal.terms.settings })) return;
  const timed = deal.stopAt > 0 && later(deal.stopAt);
  stuck(waits(STOP_LOSS) || timed || later(deal.retryCloseAt), 'no stop loss');
}

/** Whether it has sold something and all its orders are on their way back: when they are, it is looked at again. */
function comesBack({ legs, orders }: CoreState, { id, exitedSteps }: Deal): boolean {
  const open = legsOf(legs, 'deal', id).map(({ order }) => orders.open.get(order));
  return exitedSteps > 0 && open.length > 0 && open.every((order) => order?.cancelRequested === true);
}

/** Whether it holds as much as the smallest order; a short deal that earns coins, money for it at the price of now. */
function isSellable({ instruments, market }: CoreState, deal: Deal): boolean {
  const { terms, entered, exited, enteredSteps, exitedSteps } = deal;
  const pair = instruments.instruments[deal.instrument];
  if (pair === undefined) return false;
  const least = Math.max(1, pair.minQuantity);
  if (terms.long) return Number((entered.units - exited.units) / pair.stepUnits) >= least;
  if (terms.settings.profitCurrency === 'quote') return enteredSteps - exitedSteps >= least;
  const ask = bestAsk(market.markets[pair.id])?.price;
  // a fee is at most a hundredth here
  const lot = BigInt(ask ?? 0) * pair.stepValue * BigInt(least);
  return ask !== undefined && (entered.money - exited.money) * 100n >= lot * 101n;
}

function describe(legs: readonly Leg[]): string {
  return legs.map(({ role, step, order }) => `${role} ${step} (${order})`).join(', ') || 'none';
}
