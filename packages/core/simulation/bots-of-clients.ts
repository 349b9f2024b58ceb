import { type Account, type Bot, type Deal, type Leg, legsOf, type Quantity } from '../src/index.ts';
import { dealChanges, settingsWish } from './bot-settings.ts';
import { BOT_PAIRS } from './listing.ts';
import type { View, Wish } from './orders-of-clients.ts';

/** Something that the owner of bots might want; null when there is nothing it could be done to. */
export function botWish(view: View, account: Account): Wish | null {
  const { bots } = view.core.state.bots;
  const known = [...bots.values()];
  const kind = view.random.weighted({ create: known.length < 6 ? 30 : 4, ofBot: 34, ofDeal: 30, blackList: 2 });
  if (kind === 'create') return createWish(view, account);
  if (kind === 'blackList') return blackListWish(view, account);
  if (known.length === 0) return null;
  return kind === 'ofBot' ? wishOfBot(view, view.random.pick(known)) : wishOfDeal(view);
}

/** A new bot; null when bots have nothing to trade on this account. */
export function createWish(view: View, account: Account): Wish | null {
  const settings = settingsWish(view, account);
  if (settings === null) return null;
  return (token) => ({ type: 'bots.create', account: account.id, settings, secret: secretOf(token) });
}

/** The secret of a bot tells which command has made it. */
function secretOf(token: string): string {
  return token.padEnd(10, '-');
}

function blackListWish({ core, random }: View, { owner }: Account): Wish {
  const pairs = BOT_PAIRS.USDT?.map((symbol) => core.state.instruments.bySymbol.get(symbol)?.id ?? 0) ?? [];
  const instruments = random.chance(0.7) ? [] : [random.pick(pairs)];
  return () => ({ type: 'bots.setBlackList', owner, instruments });
}

function wishOfBot(view: View, bot: Bot): Wish | null {
  const { core, random } = view;
  const { id } = bot;
  const { instruments } = bot.terms.settings;
  const instrument = random.chance(0.1) ? null : random.pick(instruments);
  const kind = random.weighted({
    enable: bot.enabled ? 1 : 14,
    disable: bot.enabled ? 1.5 : 0.2,
    edit: 4,
    remove: bot.deals.size === 0 ? 0.6 : 0.2,
    start: 8,
    signal: 5,
    panicSellAll: 0.6,
    cancelAllDeals: 0.6,
  });
  switch (kind) {
    case 'enable':
      return () => ({ type: 'bots.enable', bot: id });
    case 'disable':
      return () => ({ type: 'bots.disable', bot: id });
    case 'edit': {
      const account = core.state.accounts.accounts.get(bot.account);
      const wanted = account === undefined ? null : settingsWish(view, account);
      if (wanted === null) return null;
      const changes = random.chance(0.5) ? wanted : { name: wanted.name, maxActiveDeals: wanted.maxActiveDeals };
      return () => ({ type: 'bots.edit', bot: id, changes });
    }
    case 'remove':
      return () => ({ type: 'bots.delete', bot: id });
    case 'start': {
      const [skipSignals, skipOpenDeals, onlyIfEnabled] = [random.chance(0.6), random.chance(0.3), random.chance(0.3)];
      return () => ({ type: 'bots.startDeal', bot: id, instrument, skipSignals, skipOpenDeals, onlyIfEnabled });
    }
    case 'signal': {
      const action = random.weighted({ start: 10, panicSell: 0.6, cancel: 0.6 });
      return () => ({ type: 'bots.signal', bot: id, instrument, action });
    }
    case 'panicSellAll':
    case 'cancelAllDeals':
      return () => ({ type: `bots.${kind}`, bot: id });
  }
}

function wishOfDeal(view: View): Wish | null {
  const { core, random } = view;
  const deals = [...core.state.bots.deals.values()];
  if (deals.length === 0) return null;
  const deal = random.pick(deals);
  const { id } = deal;
  const kind = random.weighted({
    panicSell: 4,
    cancel: 3,
    edit: 8,
    note: 1,
    add: 7,
    cancelFunds: 4,
    sellStep: 5,
    order: 5,
  });
  switch (kind) {
    case 'panicSell':
      return () => ({ type: 'bots.panicSellDeal', deal: id });
    case 'cancel':
      return () => ({ type: 'bots.cancelDeal', deal: id });
    case 'edit': {
      const changes = dealChanges(random, deal);
      return () => ({ type: 'bots.editDeal', deal: id, changes });
    }
    case 'note': {
      const note = random.chance(0.3) ? null : 'worth a look';
      return () => ({ type: 'bots.noteDeal', deal: id, note });
    }
    case 'add': {
      const quantity = random.between(1, Math.max(1, deal.enteredSteps));
      const middle = view.markets.get(deal.instrument)?.middle ?? 1000;
      const away = random.between(-5, Math.ceil(middle / 400)) * (deal.terms.long ? -1 : 1);
      const price = random.chance(0.5) ? 0 : middle + away;
      return () => ({ type: 'bots.addFunds', deal: id, quantity, price });
    }
    case 'cancelFunds': {
      const added = legOf(view, deal, (leg) => leg.role === 'added');
      return added === null ? null : () => ({ type: 'bots.cancelFunds', deal: id, order: added.order });
    }
    case 'sellStep': {
      const step = random.between(0, Math.max(0, deal.terms.steps.length - 1));
      return () => ({ type: 'bots.sellStep', deal: id, step });
    }
    case 'order':
      return orderWish(view, deal);
  }
}

/** The owner takes an order of a deal back, or tries to change it, past the deal. */
function orderWish(view: View, deal: Deal): Wish | null {
  const { random } = view;
  const leg = legOf(view, deal, () => true);
  const order = leg === null ? undefined : view.core.state.orders.open.get(leg.order);
  if (order === undefined) return null;
  const { id } = order;
  if (random.chance(0.7)) return () => ({ type: 'orders.cancel', order: id });
  const quantity = (order.quantity + random.between(1, 30)) as Quantity;
  return () => ({ type: 'orders.move', order: id, quantity });
}

function legOf({ core, random }: View, deal: Deal, wanted: (leg: Leg) => boolean): Leg | null {
  const legs = legsOf(core.state.legs, 'deal', deal.id).filter(wanted);
  return legs.length === 0 ? null : random.pick(legs);
}
