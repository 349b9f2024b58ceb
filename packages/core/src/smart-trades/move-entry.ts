import { decimalOf, priceSteps } from '../legs/index.ts';
import type { Price, Quantity } from '../numbers/index.ts';
import { decideOwnOrders } from '../risk/index.ts';
import { isRejection, type Rejection, type Turn } from '../turn.ts';
import { rests } from './allows.ts';
import { enteredByEntry, instrumentOf, settingsQuantity } from './prices.ts';
import { isSame, type TradeSettings } from './settings.ts';
import { isLong, type Trade, type TradesWorld } from './state.ts';
import { legsFor } from './steps.ts';

/** What the fields of a moved order are in a trade's settings. */
const FIELDS: Readonly<Record<string, string>> = { price: 'entry.price', quantity: 'quantity', order: 'entry' };

/**
 * Gives the order of an entry that rests the price and quantity of new settings, or tells why not: nothing has changed then.
 * What is filled of it stays.
 */
export function moveEntry(world: TradesWorld, trade: Trade, settings: TradeSettings, turn: Turn): Rejection | null {
  const { entry, quantity } = settings;
  if (!rests(trade) || entry === null) return null;
  if (isSame(entry, trade.settings.entry) && quantity === trade.settings.quantity) return null;
  const [leg] = legsFor(world, trade, 'entry');
  const order = leg === undefined ? undefined : world.orders.open.get(leg.order);
  // it goes out with the new settings
  if (order === undefined) return null;
  const instrument = instrumentOf(world, trade);
  const price = priceSteps(instrument, decimalOf(entry.price), isLong(trade) ? 'floor' : 'ceiling');
  const whole = order.filled + settingsQuantity(instrument, quantity) - enteredByEntry(trade);
  const move = { type: 'orders.move', order: order.id, price: price as Price, quantity: whole as Quantity } as const;
  const decision = decideOwnOrders(world, move, turn);
  if (!isRejection(decision)) return null;
  return { ...decision, field: FIELDS[decision.field ?? ''] ?? 'entry' };
}
