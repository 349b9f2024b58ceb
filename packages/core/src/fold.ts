import { ACCOUNTS_EVENTS, applyAccounts } from './accounts/index.ts';
import type { CoreEvent } from './events/index.ts';
import { applyExchange, EXCHANGE_EVENTS } from './exchange/index.ts';
import { applyInstruments, INSTRUMENTS_EVENTS, type InstrumentsEvent } from './instruments/index.ts';
import { applyOrders, ORDERS_EVENTS } from './orders/index.ts';
import { applyRisk, RISK_EVENTS, touchMargin } from './risk/index.ts';
import type { CoreState } from './state.ts';
import { applyStops, STOPS_EVENTS } from './stops/index.ts';

/** Every event type the journal can hold. */
export const EVENT_DEFINITIONS = [
  ...INSTRUMENTS_EVENTS,
  ...ACCOUNTS_EVENTS,
  ...ORDERS_EVENTS,
  ...EXCHANGE_EVENTS,
  ...STOPS_EVENTS,
  ...RISK_EVENTS,
];

/** Folds one event into the modules that keep something of it. */
export function foldEvent(world: CoreState, event: CoreEvent): void {
  switch (event.type.charCodeAt(0)) {
    case 111: // orders.
      applyExchange(world, event);
      applyOrders(world, event);
      touchMargin(world, event);
      if (world.risk.accounts.size > 0) applyRisk(world, event);
      return;
    case 97: // accounts.
      applyAccounts(world.accounts, event);
      touchMargin(world, event);
      applyRisk(world, event);
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
      return;
    default:
      applyInstruments(world.instruments, event as InstrumentsEvent);
      touchMargin(world, event);
  }
}
