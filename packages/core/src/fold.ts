import { ACCOUNTS_EVENTS, type AccountsEvent, applyAccounts } from './accounts/index.ts';
import {
  applyBots,
  applyClosedAccount,
  applyDealLeg,
  applyDealOrder,
  applyDealStops,
  BOTS_EVENTS,
} from './bots/index.ts';
import { applyCopy, applyCopyLeg, applyCopyOrder, COPY_EVENTS, touchFollowed } from './copy/index.ts';
import type { CoreEvent } from './events/index.ts';
import { applyExchange, EXCHANGE_EVENTS } from './exchange/index.ts';
import { applyGrid, applyGridLeg, applyGridOrder, applyGridStops, GRID_EVENTS } from './grid/index.ts';
import { applyInstruments, INSTRUMENTS_EVENTS, type InstrumentsEvent } from './instruments/index.ts';
import { applyLegs, LEGS_EVENTS, type Leg } from './legs/index.ts';
import { applyOrders, ORDERS_EVENTS } from './orders/index.ts';
import { applyRisk, RISK_EVENTS, touchMargin } from './risk/index.ts';
import { applyTradeLeg, applyTradeOrder, applyTradeStops, applyTrades, TRADES_EVENTS } from './smart-trades/index.ts';
import type { CoreState } from './state.ts';
import { applyStops, STOPS_EVENTS, type StopsFired } from './stops/index.ts';

/** Every event type the journal can hold. */
export const EVENT_DEFINITIONS = [
  ...INSTRUMENTS_EVENTS,
  ...ACCOUNTS_EVENTS,
  ...ORDERS_EVENTS,
  ...EXCHANGE_EVENTS,
  ...STOPS_EVENTS,
  ...RISK_EVENTS,
  ...LEGS_EVENTS,
  ...BOTS_EVENTS,
  ...TRADES_EVENTS,
  ...COPY_EVENTS,
  ...GRID_EVENTS,
];

/** Folds one event into the modules that keep something of it. */
export function foldEvent(world: CoreState, event: CoreEvent): void {
  switch (event.type.charCodeAt(0)) {
    case 111: // orders.
      applyExchange(world, event);
      applyOrders(world, event);
      touchMargin(world, event);
      if (world.risk.accounts.size > 0) applyRisk(world, event);
      foldLeg(world, event);
      touchFollowed(world, event);
      return;
    case 97: // accounts.
      applyAccounts(world.accounts, event);
      touchMargin(world, event);
      applyRisk(world, event);
      applyClosedAccount(world, event as AccountsEvent);
      return;
    case 101: // exchange.
      applyExchange(world, event);
      applyRisk(world, event);
      return;
    case 114: // risk.
      applyRisk(world, event);
      touchMargin(world, event);
      return;
    case 115: // stops.
      applyStops(world.stops, event);
      if (event.type === 'stops.fired') {
        applyDealStops(world, event as StopsFired);
        applyTradeStops(world, event as StopsFired);
        applyGridStops(world, event as StopsFired);
      }
      return;
    case 98: // bots.
      applyBots(world, event);
      return;
    case 108: // legs.
      beginLeg(world, applyLegs(world.legs, event));
      return;
    case 99: // copy.
      applyCopy(world.copy, event);
      return;
    case 116: // trades.
      applyTrades(world, event);
      return;
    case 103: // grid.
      applyGrid(world, event);
      return;
    default:
      applyInstruments(world.instruments, event as InstrumentsEvent);
      touchMargin(world, event);
  }
}

/** What happens to an order of an automatic trader is folded by its owner, too. */
function foldLeg(world: CoreState, event: CoreEvent): void {
  if (world.legs.byOrder.size === 0) return;
  const leg = world.legs.byOrder.get((event as CoreEvent & { readonly id: number }).id);
  if (leg?.owner === 'deal') applyDealOrder(world, event, leg);
  else if (leg?.owner === 'trade') applyTradeOrder(world, event, leg);
  else if (leg?.owner === 'grid') applyGridOrder(world, event, leg);
  else if (leg?.owner === 'copy') applyCopyOrder(world, event, leg);
}

function beginLeg(world: CoreState, leg: Leg): void {
  if (leg.owner === 'deal') applyDealLeg(world, leg);
  else if (leg.owner === 'trade') applyTradeLeg(world, leg);
  else if (leg.owner === 'grid') applyGridLeg(world, leg);
  else applyCopyLeg(world, leg);
}
