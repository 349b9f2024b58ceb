import { isSystemAccount } from '../accounts/index.ts';
import { withdrawLeg } from '../legs/index.ts';
import { idFrom } from '../orders/index.ts';
import { type Decision, done, isRejection, type Rejection, reject, type Turn } from '../turn.ts';
import { isLastExit, tradeAllows } from './allows.ts';
import { checkTrade, MAX_TRADE_NOTE } from './check-settings.ts';
import type { AddToTrade, CancelTradeOrder, OpenTrade, ReduceTrade, TradeFromDeal, TradesCommand } from './commands.ts';
import { directionOf, editTrade, newStepIds, noPrice, notAllowed } from './edit.ts';
import type { StepCancelAsked, StepSold, TradeNoted, TradeOpened } from './events.ts';
import { endDeal, settingsOfDeal } from './from-deal.ts';
import { isTradable, mostToTakeOut } from './prices.ts';
import type { TradeSettings } from './settings.ts';
import { ENTRY_SLOT, type Role, type Step, type Trade, type TradesWorld } from './state.ts';
import { isStepOver } from './status.ts';
import { awaitInSlot, legsFor, moveTrade, send } from './steps.ts';
import { askToTakeOut, takeOut } from './take-out.ts';

/** Running trades of one account. */
export const MAX_TRADES = 1_000_000;
const MAX_EXTRA_ORDERS = 50;

export function decideTrades(world: TradesWorld, command: TradesCommand, turn: Turn): Decision {
  if (command.type === 'trades.open') return open(world, command, turn);
  if (command.type === 'trades.fromDeal') return fromDeal(world, command, turn);
  const trade = world.trades.trades.get(command.trade);
  if (trade === undefined) return reject('unknown_trade', 'trade', `no running smart trade ${String(command.trade)}`);
  // whatever comes of it, the trade is looked at again
  world.trades.work.trades.add(trade.id);
  switch (command.type) {
    case 'trades.edit':
      return editTrade(world, trade, command, turn);
    case 'trades.note':
      return note(trade, command.note, turn);
    case 'trades.cancel':
      if (trade.status === 'cancelling') return done(trade.id);
      moveTrade(trade, 'cancelling', turn);
      return done(trade.id);
    case 'trades.panicSell':
      return panicSell(trade, turn);
    case 'trades.panicSellStep':
      return panicSellStep(trade, command.position, turn);
    case 'trades.cancelStep':
      return cancelStep(trade, command.position, turn);
    case 'trades.forceProcess':
      return done(trade.id);
    case 'trades.forceStart':
      if (!tradeAllows(trade).forceStart) return notAllowed(trade, 'force start');
      awaitInSlot(world, trade, ENTRY_SLOT, null, turn);
      moveTrade(trade, 'entering', turn);
      return done(trade.id);
    case 'trades.add':
      return add(world, trade, command, turn);
    case 'trades.reduce':
      return reduce(world, trade, command, turn);
    case 'trades.cancelOrder':
      return cancelOrder(world, trade, command, turn);
    default:
      return reject('unknown_command', 'type', `no command ${(command as { type: string }).type}`);
  }
}

function open(world: TradesWorld, command: OpenTrade, turn: Turn): Decision {
  const account = world.accounts.accounts.get(command.account);
  if (account === undefined || isSystemAccount(account))
    return reject('unknown_account', 'account', `no account ${command.account}`);
  if (account.closed) return reject('account_closed', 'account', `account ${account.id} is closed`);
  if (account.hedging)
    return reject('wrong_position', 'account', 'smart trades run in accounts with one position per instrument');
  if ((world.trades.byAccount.get(account.id)?.size ?? 0) >= MAX_TRADES)
    return reject('too_many', 'account', `an account has at most ${MAX_TRADES} running smart trades`);
  const wrong = checkTrade(world, account.id, command.settings) ?? checkNote(command.note);
  if (wrong !== null) return wrong;
  return begin(world, account.id, command.settings, command.note, 0, turn);
}

function begin(
  world: TradesWorld,
  account: number,
  settings: TradeSettings,
  text: string | null,
  deal: number,
  turn: Turn,
): Decision {
  const direction = directionOf(world, settings);
  if (direction === null) return noPrice(settings);
  const id = idFrom(world.trades.nextTrade);
  turn.emit({
    type: 'trades.opened',
    at: turn.at,
    id,
    account,
    settings,
    direction,
    steps: newStepIds(world, settings.takeProfits.length),
    deal,
    note: text,
  } satisfies TradeOpened);
  return done(id);
}

/** The coins of a deal go on as a trade with the exits that it had. */
function fromDeal(world: TradesWorld, { deal: id, stopBot = false }: TradeFromDeal, turn: Turn): Decision {
  if (typeof stopBot !== 'boolean') return reject('invalid_value', 'stopBot', 'true or false');
  const taken = settingsOfDeal(world, id);
  if (isRejection(taken)) return taken;
  const { deal, settings } = taken;
  endDeal(world, deal, stopBot, turn);
  return begin(world, deal.account, settings, `Created from deal ${deal.id}`, deal.id, turn);
}

function note(trade: Trade, text: string | null, turn: Turn): Decision {
  const wrong = checkNote(text);
  if (wrong !== null) return wrong;
  turn.emit({ type: 'trades.noted', at: turn.at, id: trade.id, note: text } satisfies TradeNoted);
  return done(trade.id);
}

function checkNote(text: string | null): Rejection | null {
  if (text === null || (typeof text === 'string' && text.length <= MAX_TRADE_NOTE)) return null;
  return reject('invalid_value', 'note', `at most ${MAX_TRADE_NOTE} characters, or null`);
}

function panicSell(trade: Trade, turn: Turn): Decision {
  if (!tradeAllows(trade).panicSell) return notAllowed(trade, 'panic sell');
  moveTrade(trade, 'panicSale', turn);
  return done(trade.id);
}

function panicSellStep(trade: Trade, position: number, turn: Turn): Decision {
  const step = openStep(trade, position);
  if (isRejection(step)) return step;
  if (!tradeAllows(trade).changeFunds) return notAllowed(trade, 'panic sell of a step');
  if (step.cancelling) return reject('not_allowed_now', 'position', `step ${position} is being cancelled`);
  if (!step.panic) turn.emit({ type: 'trades.stepSaleAsked', at: turn.at, id: trade.id, position } satisfies StepSold);
  return done(trade.id);
}

function cancelStep(trade: Trade, position: number, turn: Turn): Decision {
  const step = openStep(trade, position);
  if (isRejection(step)) return step;
  if (isLastExit(trade, step)) return notAllowed(trade, 'cancelling its last exit');
  const asked = { type: 'trades.stepCancelAsked', at: turn.at, id: trade.id, position } as const;
  if (!step.cancelling) turn.emit(asked satisfies StepCancelAsked);
  return done(trade.id);
}

function openStep(trade: Trade, position: number): Step | Rejection {
  const step = trade.steps.get(position);
  if (step === undefined) return reject('unknown_step', 'position', `the trade has no step ${String(position)}`);
  return isStepOver(step.status) ? reject('not_allowed_now', 'position', `step ${position} is ${step.status}`) : step;
}

/** The order goes out at once; the id that is answered is that of the order. */
function add(world: TradesWorld, trade: Trade, { quantity, price }: AddToTrade, turn: Turn): Decision {
  if (!tradeAllows(trade).addFunds) return notAllowed(trade, 'adding funds');
  const many = checkExtra(world, trade, 'added');
  if (many !== null) return many;
  const rejection = send(world, trade, { role: 'added', step: 0, price, quantity }, turn);
  return rejection ?? done(newestOf(world, trade, 'added') ?? trade.id);
}

/** The id that is answered is that of the order, or of the trade when steps have to come back from a venue first. */
function reduce(world: TradesWorld, trade: Trade, { quantity, price }: ReduceTrade, turn: Turn): Decision {
  if (!tradeAllows(trade).reduce) return notAllowed(trade, 'reducing funds');
  const wrong = checkExtra(world, trade, 'reduce') ?? checkReduce(world, trade, quantity, price);
  if (wrong !== null) return wrong;
  const before = newestOf(world, trade, 'reduce');
  askToTakeOut(trade, { quantity, price }, turn);
  takeOut(world, trade, turn);
  const sent = newestOf(world, trade, 'reduce');
  return done(sent === undefined || sent === before ? trade.id : sent);
}

function newestOf(world: TradesWorld, trade: Trade, role: Role): number | undefined {
  return legsFor(world, trade, role).at(-1)?.order;
}

function checkExtra(world: TradesWorld, trade: Trade, role: Role): Rejection | null {
  if (legsFor(world, trade, role).length < MAX_EXTRA_ORDERS) return null;
  return reject('too_many', 'trade', `a trade has at most ${MAX_EXTRA_ORDERS} such orders`);
}

function checkReduce(world: TradesWorld, trade: Trade, quantity: number, price: number): Rejection | null {
  if (!Number.isSafeInteger(quantity) || !isTradable(world, trade, quantity))
    return reject('quantity_too_small', 'quantity', 'too little to be traded');
  if (quantity > mostToTakeOut(world, trade))
    return reject('quantity_too_large', 'quantity', 'so much that too little would stay: close the trade instead');
  if (!Number.isSafeInteger(price) || price < 0)
    return reject('invalid_value', 'price', 'a price, or 0 for the market');
  return null;
}

function cancelOrder(world: TradesWorld, trade: Trade, { order }: CancelTradeOrder, turn: Turn): Decision {
  const leg = [...legsFor(world, trade, 'added'), ...legsFor(world, trade, 'reduce')].find(
    (own) => own.order === order,
  );
  if (leg === undefined) return reject('unknown_order', 'order', `the trade has no added order ${String(order)}`);
  withdrawLeg(world, leg, turn);
  return done(trade.id);
}
