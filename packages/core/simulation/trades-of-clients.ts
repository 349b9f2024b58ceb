import { type Account, type Leg, legsOf, type Quantity, type Trade } from '../src/index.ts';
import type { View, Wish } from './orders-of-clients.ts';
import { changesWish, tradeWishOf } from './trade-settings.ts';

/** Something that the owner of smart trades might want; null when there is nothing it could be done to. */
export function tradeWish(view: View, account: Account): Wish | null {
  const { bots, trades } = view.core.state;
  const running = trades.trades.size;
  switch (view.random.weighted({ open: running < 8 ? 20 : 4, fromDeal: 2, ofTrade: 34 })) {
    case 'open':
      return openWish(view, account);
    case 'fromDeal': {
      if (bots.deals.size === 0) return null;
      const deal = view.random.pick([...bots.deals.keys()]);
      // every eighth time: bots that are stopped start nothing more
      const stopBot = deal % 128 === 0;
      return () => ({ type: 'trades.fromDeal', deal, stopBot });
    }
    case 'ofTrade':
      return running === 0 ? null : wishOfTrade(view, view.random.pick([...trades.trades.values()]));
  }
}

/** The note of a trade tells which command has begun it. */
function openWish(view: View, account: Account): Wish | null {
  const settings = tradeWishOf(view, account);
  return settings === null ? null : (note) => ({ type: 'trades.open', account: account.id, settings, note });
}

function wishOfTrade(view: View, trade: Trade): Wish | null {
  const { random } = view;
  const { id, status } = trade;
  const kind = random.weighted({
    edit: 8,
    note: 1,
    cancel: 1.5,
    panicSell: 2,
    panicSellStep: 5,
    cancelStep: 4,
    forceProcess: 3,
    forceStart: status === 'waiting' || status === 'trailingEntry' ? 3 : 0.3,
    add: 6,
    reduce: 6,
    cancelOrder: 5,
    order: 5,
  });
  switch (kind) {
    case 'edit': {
      const changes = changesWish(view, trade);
      return () => ({ type: 'trades.edit', trade: id, changes });
    }
    case 'note': {
      const note = random.chance(0.3) ? null : 'worth a look';
      return () => ({ type: 'trades.note', trade: id, note });
    }
    case 'cancel':
    case 'panicSell':
    case 'forceProcess':
    case 'forceStart':
      return () => ({ type: `trades.${kind}`, trade: id });
    case 'panicSellStep':
    case 'cancelStep': {
      if (trade.steps.size === 0) return null;
      const position = random.pick([...trade.steps.keys()]);
      return () => ({ type: `trades.${kind}`, trade: id, position });
    }
    case 'add':
    case 'reduce':
      return extraWish(view, trade, kind);
    case 'cancelOrder': {
      const leg = legOf(view, trade, ({ role }) => role === 'added' || role === 'reduce');
      return leg === null ? null : () => ({ type: 'trades.cancelOrder', trade: id, order: leg.order });
    }
    case 'order':
      return orderWish(view, trade);
  }
}

function extraWish({ random, markets }: View, trade: Trade, kind: 'add' | 'reduce'): Wish {
  const { id, settings, enteredSteps } = trade;
  const quantity = random.between(1, Math.max(20, enteredSteps));
  const middle = markets.get(settings.instrument)?.middle ?? 1000;
  const better = (settings.side === 'long') === (kind === 'add') ? -1 : 1;
  const price = random.chance(0.5) ? 0 : middle + better * random.between(-5, Math.ceil(middle / 400));
  return () => ({ type: `trades.${kind}`, trade: id, quantity, price });
}

/** The owner takes an order of a trade back, or tries to change it, past the trade. */
function orderWish(view: View, trade: Trade): Wish | null {
  const { random } = view;
  const leg = legOf(view, trade, () => true);
  const order = leg === null ? undefined : view.core.state.orders.open.get(leg.order);
  if (order === undefined) return null;
  const { id } = order;
  if (random.chance(0.7)) return () => ({ type: 'orders.cancel', order: id });
  const quantity = (order.quantity + random.between(1, 30)) as Quantity;
  return () => ({ type: 'orders.move', order: id, quantity });
}

function legOf({ core, random }: View, trade: Trade, wanted: (leg: Leg) => boolean): Leg | null {
  const legs = legsOf(core.state.legs, 'trade', trade.id).filter(wanted);
  return legs.length === 0 ? null : random.pick(legs);
}
