import { type LegOrder, sendLeg, smallestQuantity } from '../legs/index.ts';
import type { Turn } from '../turn.ts';
import { instrumentOf } from './basis.ts';
import { awaitInSlot, hasReached } from './conditions.ts';
import { entryQuote, safetyPrice, safetyQuantity } from './prices.ts';
import { allHold } from './signals-wanted.ts';
import type { BotsWorld, Deal } from './state.ts';
import { failDeal, legsFor, RETRY_AFTER, withdraw } from './steps.ts';

/** A safety order as it should be placed; price and quantity in steps. */
export interface SafetyOrder {
  readonly step: number;
  readonly price: number;
  readonly quantity: number;
}

/**
 * Keeps the window of safety orders filled: at most so many rest, the lowest number that is not placed yet goes next (B5).
 * With a window of 0 none rests: each is sent at the market when the price reaches it. Returns whether all is in place.
 */
export function keepSafetyOrders(world: BotsWorld, deal: Deal, turn: Turn): boolean {
  if (deal.terms.safetyWhen.length > 0) return keepConditionalOrders(world, deal, turn);
  const { maxSafetyOrders, activeSafetyOrders } = deal.terms.settings;
  const room = maxSafetyOrders - deal.safetyDone.size;
  const window = activeSafetyOrders === 0 ? room : Math.min(activeSafetyOrders, room);
  const nearest = legsFor(world, deal, 'safety').sort((a, b) => a.step - b.step);
  const tooMany = nearest.filter(({ step }, place) => step > maxSafetyOrders || place >= window);
  withdraw(world, tooMany, turn);
  if (activeSafetyOrders === 0) return keepMarketOrder(world, deal, turn);
  awaitInSlot(world, deal, 'safety', null, turn);
  const resting = new Set(legsFor(world, deal, 'safety').map(({ step }) => step));
  while (resting.size < window) {
    const next = nextSafetyOrder(world, deal, resting);
    if (next === null) return true;
    if (deal.retryEntryAt > turn.at) return false;
    if (!send(world, deal, next, next.price, turn)) return false;
    resting.add(next.step);
  }
  return true;
}

/** The lowest safety order that is neither filled nor placed; null when there is none. */
export function nextSafetyOrder(world: BotsWorld, deal: Deal, placed: ReadonlySet<number>): SafetyOrder | null {
  const instrument = instrumentOf(world, deal);
  const { terms, baseAverage, safetyVolume, safetyDone, safetyPart } = deal;
  if (safetyDone.size + placed.size >= terms.settings.maxSafetyOrders) return null;
  for (let step = 1; step <= terms.settings.maxSafetyOrders; step++) {
    if (safetyDone.has(step) || placed.has(step)) continue;
    const price = safetyPrice(instrument, terms, baseAverage, step);
    if (price < instrument.lowestPrice) return null;
    const part = safetyPart.get(step) ?? 0;
    const quantity = safetyQuantity(instrument, terms, safetyVolume, step, price) - part;
    // what is left of one that was filled in part may be too small to be sent
    if (part > 0 && quantity < smallestQuantity(instrument, price)) continue;
    return { step, price, quantity };
  }
  return null;
}

function keepMarketOrder(world: BotsWorld, deal: Deal, turn: Turn): boolean {
  const out = legsFor(world, deal, 'safety');
  if (out.length > 0) return withdrawResting(world, deal, turn);
  const next = nextSafetyOrder(world, deal, NONE);
  const held = deal.retryEntryAt > turn.at;
  if (next !== null && hasReached(deal, 'safety') && !held) return send(world, deal, next, 0, turn);
  const { long } = deal.terms;
  const wanted =
    next === null || held
      ? null
      : ({ kind: long ? 'ask' : 'bid', direction: long ? 'below' : 'above', level: next.price } as const);
  awaitInSlot(world, deal, 'safety', wanted, turn);
  return next === null || !held;
}

/**
 * Safety orders that wait for conditions rest nowhere. While all conditions hold, every one whose price is reached is sent at
 * the market, its volume at the price of now (B5).
 */
function keepConditionalOrders(world: BotsWorld, deal: Deal, turn: Turn): boolean {
  if (!withdrawResting(world, deal, turn)) return false;
  const { terms, safetyVolume } = deal;
  const instrument = instrumentOf(world, deal);
  const out = new Set(legsFor(world, deal, 'safety').map(({ step }) => step));
  const isOpen = allHold(world, deal, terms.safetyWhen);
  let next = isOpen ? nextSafetyOrder(world, deal, out) : null;
  for (; next !== null; next = nextSafetyOrder(world, deal, out)) {
    const quote = entryQuote(world.market.markets[deal.instrument], terms);
    if (quote === undefined || (terms.long ? quote > next.price : quote < next.price)) break;
    if (deal.retryEntryAt > turn.at) return false;
    const { step } = next;
    const part = deal.safetyPart.get(step) ?? 0;
    const quantity = safetyQuantity(instrument, terms, safetyVolume, step, quote) - part;
    const isRest = part > 0 && quantity < smallestQuantity(instrument, quote);
    if (!isRest && !send(world, deal, { ...next, quantity }, 0, turn)) return false;
    if (!deal.safetyDone.has(step)) out.add(step);
  }
  const kind = terms.long ? 'ask' : 'bid';
  const direction = terms.long ? 'below' : 'above';
  awaitInSlot(world, deal, 'safety', next === null ? null : { kind, direction, level: next.price }, turn);
  return true;
}

/** The window was set to 0 while orders rested. */
function withdrawResting(world: BotsWorld, deal: Deal, turn: Turn): boolean {
  const resting = legsFor(world, deal, 'safety').filter(
    ({ order }) => world.orders.open.get(order)?.orderType === 'limit',
  );
  return resting.length === 0 || withdraw(world, resting, turn);
}

function send(world: BotsWorld, deal: Deal, { step, quantity }: SafetyOrder, price: number, turn: Turn): boolean {
  const leg: LegOrder = {
    owner: 'deal',
    entity: deal.id,
    role: 'safety',
    step,
    account: deal.account,
    instrument: instrumentOf(world, deal),
    side: deal.terms.entrySide,
    price,
    quantity,
  };
  const rejection = sendLeg(world, leg, turn);
  if (rejection === null) return true;
  failDeal(deal, 'entry', `safety order ${step}: ${rejection.detail}`, RETRY_AFTER, turn);
  return false;
}

const NONE: ReadonlySet<number> = new Set();
