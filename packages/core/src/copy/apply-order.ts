import type { CoreEvent } from '../events/index.ts';
import { dropLeg, type Leg } from '../legs/index.ts';
import type { OrdersEvent } from '../orders/index.ts';
import type { CopyWorld } from './state.ts';

/** An order of a request has been placed. */
export function applyCopyLeg({ copy, orders }: CopyWorld, leg: Leg): void {
  const request = copy.requests.get(leg.entity);
  const order = orders.open.get(leg.order);
  if (request !== undefined && order !== undefined) request.sent += order.quantity;
}

/** Folds what happened to an order of a request: its fills are the request's. The order has been folded before. */
export function applyCopyOrder(world: CopyWorld, event: CoreEvent, leg: Leg): void {
  const known = event as OrdersEvent;
  const request = world.copy.requests.get(leg.entity);
  const ended = !world.orders.open.has(leg.order);
  if (request !== undefined) {
    if (known.type === 'orders.filled') {
      request.filled += known.quantity;
      request.value += known.quantity * known.price;
      request.lastFillAt = known.at;
    } else if (ended) {
      request.rejected += request.sent - request.filled - request.rejected;
    }
    world.copy.work.groups.add(request.group);
  }
  if (ended) dropLeg(world.legs, leg);
}
