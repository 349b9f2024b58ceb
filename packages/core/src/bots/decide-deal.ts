import { sendLeg, withdrawLeg } from '../legs/index.ts';
import { type Decision, done, reject, type Turn } from '../turn.ts';
import { instrumentOf } from './basis.ts';
import { checkSettings } from './check-settings.ts';
import type { AddFunds, BotsCommand, CancelFunds, EditDeal, NoteDeal, SellStep } from './commands.ts';
import { notAllowed } from './decide.ts';
import type { DealEdited, DealNoted, StepSaleAsked } from './events.ts';
import { DEAL_SETTINGS, type DealSettings } from './settings.ts';
import type { BotsWorld, Deal } from './state.ts';
import { isCancellable, isPanicSellable } from './status.ts';
import { legsFor, moveDeal } from './steps.ts';

/** Longest note of a deal, in characters. */
export const MAX_DEAL_NOTE = 300;

/** Orders that may be added to a deal at once. */
const MAX_ADDED = 50;

type OfDeal = Extract<BotsCommand, { readonly deal: number }>;

export function decideDeal(world: BotsWorld, command: OfDeal, turn: Turn): Decision {
  const deal = world.bots.deals.get(command.deal);
  if (deal === undefined) return reject('unknown_deal', 'deal', `no active deal ${String(command.deal)}`);
  // whatever comes of it, the deal is looked at again
  world.bots.work.deals.add(deal.id);
  switch (command.type) {
    case 'bots.panicSellDeal':
      if (!isPanicSellable(deal.status))
        return notAllowed('deal', `a deal that is ${deal.status} cannot be panic sold`);
      moveDeal(deal, 'panicSellPending', turn);
      return done(deal.id);
    case 'bots.cancelDeal':
      if (!isCancellable(deal.status)) return notAllowed('deal', `a deal that is ${deal.status} cannot be cancelled`);
      moveDeal(deal, 'cancelPending', turn);
      return done(deal.id);
    case 'bots.editDeal':
      return edit(world, deal, command, turn);
    case 'bots.noteDeal':
      return note(deal, command, turn);
    case 'bots.addFunds':
      return addToDeal(world, deal, command, turn);
    case 'bots.cancelFunds':
      return cancelFunds(world, deal, command, turn);
    case 'bots.sellStep':
      return sellStep(deal, command, turn);
  }
}

function edit(world: BotsWorld, deal: Deal, { changes }: EditDeal, turn: Turn): Decision {
  if (!isPanicSellable(deal.status)) return notAllowed('deal', `a deal that is ${deal.status} cannot be changed`);
  if (typeof changes !== 'object' || changes === null) return reject('invalid_value', 'changes', 'must be settings');
  const unknown = Object.keys(changes).find((name) => !DEAL_SETTINGS.includes(name as keyof DealSettings));
  if (unknown !== undefined) return reject('invalid_value', unknown, 'belongs to the bot, not to one deal');
  const settings = { ...deal.terms.settings, ...changes };
  const wrong = checkSettings(world, settings);
  // a pair that is traded no more does not keep a deal from being changed
  if (wrong !== null && wrong.field !== 'instruments') return wrong;
  if (settings.maxSafetyOrders < deal.safetyDone.size)
    return reject('invalid_value', 'maxSafetyOrders', `at least ${deal.safetyDone.size}: so many are filled`);
  turn.emit({ type: 'bots.dealEdited', at: turn.at, id: deal.id, changes } satisfies DealEdited);
  return done(deal.id);
}

function note(deal: Deal, { note: text }: NoteDeal, turn: Turn): Decision {
  if (text !== null && (typeof text !== 'string' || text.length === 0 || text.length > MAX_DEAL_NOTE))
    return reject('invalid_value', 'note', `1 to ${MAX_DEAL_NOTE} characters, or null`);
  turn.emit({ type: 'bots.dealNoted', at: turn.at, id: deal.id, note: text } satisfies DealNoted);
  return done(deal.id);
}

/** The order goes out at once; the id that is answered is that of the order. */
export function addToDeal(
  world: BotsWorld,
  deal: Deal,
  { quantity, price }: Pick<AddFunds, 'quantity' | 'price'>,
  turn: Turn,
): Decision {
  if (!isPanicSellable(deal.status)) return notAllowed('deal', `nothing can be added to a deal that is ${deal.status}`);
  if (legsFor(world, deal, 'added').length >= MAX_ADDED)
    return reject('too_many', 'deal', `a deal has at most ${MAX_ADDED} added orders`);
  const leg = {
    owner: 'deal',
    entity: deal.id,
    role: 'added',
    step: 0,
    account: deal.account,
    instrument: instrumentOf(world, deal),
    side: deal.terms.entrySide,
    price,
    quantity,
  } as const;
  const rejection = sendLeg(world, leg, turn);
  if (rejection !== null) return rejection;
  const added = legsFor(world, deal, 'added');
  return done(added[added.length - 1]?.order ?? 0);
}

function cancelFunds(world: BotsWorld, deal: Deal, { order }: CancelFunds, turn: Turn): Decision {
  const leg = legsFor(world, deal, 'added').find((added) => added.order === order);
  if (leg === undefined) return reject('unknown_order', 'order', `deal ${deal.id} has no added order ${String(order)}`);
  withdrawLeg(world, leg, turn);
  return done(deal.id);
}

function sellStep(deal: Deal, { step }: SellStep, turn: Turn): Decision {
  if (deal.status !== 'bought') return notAllowed('deal', `no step of a deal that is ${deal.status} can be sold`);
  const steps = deal.terms.steps.length;
  if (!Number.isSafeInteger(step) || step < 0 || step >= steps)
    return reject('invalid_value', 'step', steps === 0 ? 'the deal has one take profit' : `0 to ${steps - 1}`);
  if (deal.stepsDone.has(step)) return notAllowed('step', 'it is done already');
  turn.emit({ type: 'bots.stepSaleAsked', at: turn.at, id: deal.id, step } satisfies StepSaleAsked);
  return done(deal.id);
}
