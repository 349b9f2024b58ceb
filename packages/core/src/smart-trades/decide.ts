import { accountById, isSystemAccount } from '../accounts/index.ts';
import { closeDeal, heldCoins, isPanicSellable, withdrawDeal } from '../bots/index.ts';
import { withdrawLeg } from '../legs/index.ts';
import { idFrom } from '../orders/index.ts';
import { type Decision, done, isRejection, type Rejection, reject, type Turn } from '../turn.ts';
import { checkForm, checkTrade, MAX_TRADE_NOTE } from './check-settings.ts';
import { isTradable } from './closing.ts';
import type {
  AddToTrade,
  CancelTradeOrder,
  EditTrade,
  OpenTrade,
  ReduceTrade,
  TradeFromDeal,
  TradesCommand,
} from './commands.ts';
import { entryDirection } from './entry.ts';
import type { StepSold, TradeEdited, TradeNoted, TradeOpened } from './events.ts';
import { instrumentOf, leftQuantity } from './prices.ts';
import type { TakeProfitSettings, TradeSettings } from './settings.ts';
import type { Step, Trade, TradesWorld } from './state.ts';
import { isStepOver } from './status.ts';
import { failTrade, legsFor, moveStep, moveTrade, send, withdraw } from './steps.ts';

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
      return edit(world, trade, command, turn);
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
      return cancelStep(world, trade, command.position, turn);
    case 'trades.forceProcess':
      return done(trade.id);
    case 'trades.forceStart':
      if (trade.status !== 'waiting' && trade.status !== 'trailingEntry') return notAllowed(trade, 'force start');
      moveTrade(trade, 'entering', turn);
      return done(trade.id);
    case 'trades.add':
      return extra(world, trade, 'added', command, turn);
    case 'trades.reduce':
      return extra(world, trade, 'reduce', command, turn);
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
  const id = idFrom(world.trades.nextTrade);
  const { entry, instrument } = settings;
  turn.emit({
    type: 'trades.opened',
    at: turn.at,
    id,
    account,
    settings,
    direction: entry?.type === 'conditional' ? entryDirection(world, instrument, entry) : '',
    steps: newIds(world, settings.takeProfits.length),
    deal,
    note: text,
  } satisfies TradeOpened);
  return done(id);
}

/** Ids for so many steps. */
function newIds(world: TradesWorld, count: number): number[] {
  return Array.from({ length: count }, (_, i) => idFrom(world.trades.nextStep + i));
}

/** The coins of a deal go on as a trade without exits of its own: a take profit far away stands for none. */
function fromDeal(world: TradesWorld, command: TradeFromDeal, turn: Turn): Decision {
  const deal = world.bots.deals.get(command.deal);
  if (deal === undefined) return reject('unknown_deal', 'deal', `no active deal ${String(command.deal)}`);
  if (!isPanicSellable(deal.status) || accountById(world.accounts, deal.account).venue !== 'paper')
    return reject('not_allowed_now', 'deal', `a deal that is ${deal.status} cannot become a smart trade`);
  const coins = heldCoins(world, deal);
  if (coins === null) return reject('not_allowed_now', 'deal', 'it holds nothing that could be sold');
  const settings: TradeSettings = {
    instrument: deal.instrument,
    side: deal.terms.settings.strategy,
    entry: null,
    averagePrice: coins.average,
    quantity: coins.quantity,
    takeProfits: [
      {
        position: 1,
        share: '100',
        price: coins.takeProfit,
        percent: null,
        by: deal.terms.long ? 'bid' : 'ask',
        order: 'resting',
        limitPrice: '0',
        trailing: '0',
      },
    ],
    stopLoss: null,
    stored: {},
  };
  if (!withdrawDeal(world, deal, turn)) throw new Error(`orders of deal ${deal.id} did not come back at once`);
  closeDeal(world, deal, 'cancelled', null, turn);
  return begin(world, deal.account, settings, `Created from deal ${deal.id}`, deal.id, turn);
}

function edit(world: TradesWorld, trade: Trade, { changes }: EditTrade, turn: Turn): Decision {
  const { status } = trade;
  if (status !== 'waiting' && status !== 'trailingEntry' && status !== 'holding' && status !== 'entering')
    return notAllowed(trade, 'edit');
  if (typeof changes !== 'object' || changes === null) return reject('invalid_value', 'changes', 'must be settings');
  const before = trade.settings;
  const waits = status === 'waiting' || status === 'trailingEntry';
  if (changes.entry !== undefined && (before.entry?.type !== 'conditional' || !waits))
    return reject('not_allowed_now', 'entry', 'only a conditional entry that has not bought yet can be changed');
  if (changes.averagePrice !== undefined && before.entry !== null)
    return reject('not_allowed_now', 'averagePrice', 'the trade knows what it paid');
  const settings: TradeSettings = { ...before, ...changes };
  const wrong = checkForm(settings, instrumentOf(world, trade)) ?? checkOver(trade, settings.takeProfits);
  if (wrong !== null) return wrong;
  const bare = settings.takeProfits.length === 0 && settings.stopLoss === null;
  if (bare && !(before.takeProfits.length === 0 && before.stopLoss === null))
    return reject('invalid_value', 'takeProfits', 'a trade that holds coins needs a take profit or a stop loss');
  const { entry, instrument } = settings;
  const direction =
    changes.entry !== undefined && entry !== null ? entryDirection(world, instrument, entry) : trade.direction;
  const fresh = newIds(world, settings.takeProfits.length);
  const steps = settings.takeProfits.map(({ position }) => trade.steps.get(position)?.id ?? (fresh.shift() as number));
  turn.emit({ type: 'trades.edited', at: turn.at, id: trade.id, settings, direction, steps } satisfies TradeEdited);
  return done(trade.id);
}

/** Steps that are over stay as they are (C4). */
function checkOver(trade: Trade, wanted: readonly TakeProfitSettings[]): Rejection | null {
  for (const [position, { status, settings }] of trade.steps) {
    if (!isStepOver(status) || status === 'cancelled') continue;
    const same = wanted.find((step) => step.position === position);
    if (same === undefined || JSON.stringify(same) !== JSON.stringify(settings))
      return reject('invalid_value', 'takeProfits', `step ${position} is over and must stay as it is`);
  }
  return null;
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
  const holds = trade.enteredSteps > trade.exitedSteps;
  if (!holds || trade.status === 'cancelling' || trade.status === 'panicSale') return notAllowed(trade, 'panic sell');
  moveTrade(trade, 'panicSale', turn);
  return done(trade.id);
}

function panicSellStep(trade: Trade, position: number, turn: Turn): Decision {
  const step = openStep(trade, position);
  if (isRejection(step)) return step;
  if (trade.status !== 'holding') return notAllowed(trade, 'panic sell of a step');
  if (!step.panic) turn.emit({ type: 'trades.stepSaleAsked', at: turn.at, id: trade.id, position } satisfies StepSold);
  return done(trade.id);
}

function cancelStep(world: TradesWorld, trade: Trade, position: number, turn: Turn): Decision {
  const step = openStep(trade, position);
  if (isRejection(step)) return step;
  const others = [...trade.steps.values()].filter(({ status }) => !isStepOver(status)).length > 1;
  if (!others && trade.settings.stopLoss === null) return notAllowed(trade, 'cancelling its last exit');
  for (const leg of legsFor(world, trade, 'step')) if (leg.step === position) withdrawLeg(world, leg, turn);
  if (legsFor(world, trade, 'step').some((leg) => leg.step === position))
    return reject('not_allowed_now', 'position', 'its order is being taken back: try again');
  moveStep(trade, step, 'cancelled', turn);
  return done(trade.id);
}

function openStep(trade: Trade, position: number): Step | Rejection {
  const step = trade.steps.get(position);
  if (step === undefined) return reject('unknown_step', 'position', `the trade has no step ${String(position)}`);
  return isStepOver(step.status) ? reject('not_allowed_now', 'position', `step ${position} is ${step.status}`) : step;
}

/** The order goes out at once; the id that is answered is that of the order. */
function extra(
  world: TradesWorld,
  trade: Trade,
  role: 'added' | 'reduce',
  { quantity, price }: AddToTrade | ReduceTrade,
  turn: Turn,
): Decision {
  if (trade.status !== 'holding') return notAllowed(trade, role === 'added' ? 'adding funds' : 'reducing funds');
  if (legsFor(world, trade, role).length >= MAX_EXTRA_ORDERS)
    return reject('too_many', 'trade', `a trade has at most ${MAX_EXTRA_ORDERS} such orders`);
  if (role === 'reduce' && quantity >= leftQuantity(world, trade))
    return reject('quantity_too_large', 'quantity', 'less than what the trade holds: close it instead');
  if (role === 'reduce') return reduce(world, trade, { quantity, price }, turn);
  const rejection = send(world, trade, { role, step: 0, price, quantity }, turn);
  if (rejection !== null) return rejection;
  const sent = legsFor(world, trade, role);
  return done(sent[sent.length - 1]?.order ?? 0);
}

/** Take profits that rest hold the coins: they come back first, and follow for what is left. */
function reduce(
  world: TradesWorld,
  trade: Trade,
  { quantity, price }: Pick<ReduceTrade, 'quantity' | 'price'>,
  turn: Turn,
): Decision {
  const wrong = checkReduce(world, trade, quantity, price);
  if (wrong !== null) return wrong;
  if (!withdraw(world, legsFor(world, trade, 'step'), turn)) return done(trade.id);
  const rejection = send(world, trade, { role: 'reduce', step: 0, price, quantity }, turn);
  if (rejection !== null) failTrade(trade, `reducing: ${rejection.detail}`, turn);
  const sent = legsFor(world, trade, 'reduce');
  return done(sent[sent.length - 1]?.order ?? trade.id);
}

function checkReduce(world: TradesWorld, trade: Trade, quantity: number, price: number): Rejection | null {
  if (!Number.isSafeInteger(quantity) || !isTradable(world, trade, quantity))
    return reject('quantity_too_small', 'quantity', 'too little to be traded');
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

function notAllowed(trade: Trade, what: string): Rejection {
  return reject('not_allowed_now', 'trade', `${what} is not allowed while the trade is ${trade.status}`);
}
