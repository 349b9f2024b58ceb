import { accountById, isSystemAccount } from '../accounts/index.ts';
import { instrumentById } from '../instruments/index.ts';
import { parseDecimal } from '../numbers/index.ts';
import { idFrom } from '../orders/index.ts';
import { type Decision, done, isRejection, type Rejection, reject, type Turn } from '../turn.ts';
import { instrumentOf } from './basis.ts';
import { checkBotsForm } from './check-command.ts';
import { checkSettings } from './check-settings.ts';
import { disableBot } from './closing.ts';
import type {
  BotSignal,
  BotsCommand,
  CancelAllDeals,
  CreateBot,
  DeleteBot,
  EditBot,
  EnableBot,
  PanicSellAll,
  SetBlackList,
  StartDeal,
} from './commands.ts';
import { addToDeal, decideDeal } from './decide-deal.ts';
import type { BlackListSet, BotCreated, BotDeleted, BotEdited, BotEnabled } from './events.ts';
import { entryQuote, quantityOf } from './prices.ts';
import { BOT_DEFAULTS, type BotSettings } from './settings.ts';
import { pairOf, startDeal } from './start.ts';
import { type Bot, type BotsWorld, type Deal, dealById } from './state.ts';
import { isCancellable, isPanicSellable } from './status.ts';
import { moveDeal } from './steps.ts';

/** Bots of one account, deals running or not. */
export const MAX_BOTS = 100_000;
const MAX_BLACK_LIST = 10_000;

export function decideBots(world: BotsWorld, command: BotsCommand, turn: Turn): Decision {
  const wrong = checkBotsForm(command);
  if (wrong !== null) return wrong;
  switch (command.type) {
    case 'bots.create':
      return create(world, command, turn);
    case 'bots.setBlackList':
      return setBlackList(world, command, turn);
    case 'bots.edit':
    case 'bots.enable':
    case 'bots.disable':
    case 'bots.delete':
    case 'bots.startDeal':
    case 'bots.panicSellAll':
    case 'bots.cancelAllDeals':
    case 'bots.signal': {
      const bot = world.bots.bots.get(command.bot);
      if (bot === undefined) return reject('unknown_bot', 'bot', `no bot ${command.bot}`);
      return decideBot(world, bot, command, turn);
    }
    case 'bots.panicSellDeal':
    case 'bots.cancelDeal':
    case 'bots.editDeal':
    case 'bots.noteDeal':
    case 'bots.addFunds':
    case 'bots.cancelFunds':
    case 'bots.sellStep':
      return decideDeal(world, command, turn);
    default:
      return reject('unknown_command', 'type', `no command ${(command as { type: string }).type}`);
  }
}

type OfBot = Extract<BotsCommand, { readonly bot: number }>;

function decideBot(world: BotsWorld, bot: Bot, command: OfBot, turn: Turn): Decision {
  switch (command.type) {
    case 'bots.edit':
      return edit(world, bot, command, turn);
    case 'bots.enable':
      return enable(world, bot, command, turn);
    case 'bots.disable':
      disableBot(world, bot.id, 'owner', turn);
      return done(bot.id);
    case 'bots.delete':
      return remove(bot, command, turn);
    case 'bots.startDeal':
      return start(world, bot, command, turn);
    case 'bots.panicSellAll':
      return endAll(world, bot, command, turn);
    case 'bots.cancelAllDeals':
      return endAll(world, bot, command, turn);
    case 'bots.signal':
      return hear(world, bot, command, turn);
  }
}

function create(world: BotsWorld, command: CreateBot, turn: Turn): Decision {
  const account = world.accounts.accounts.get(command.account);
  if (account === undefined || isSystemAccount(account))
    return reject('unknown_account', 'account', `no account ${command.account}`);
  if (account.closed) return reject('account_closed', 'account', `account ${account.id} is closed`);
  if (account.hedging)
    return reject('wrong_position', 'account', 'bots trade accounts with one position per instrument');
  if (typeof command.secret !== 'string' || command.secret.length < 10 || command.secret.length > 64)
    return reject('invalid_value', 'secret', '10 to 64 characters');
  if ((world.bots.byAccount.get(account.id)?.size ?? 0) >= MAX_BOTS)
    return reject('too_many', 'account', `an account has at most ${MAX_BOTS} bots`);
  if (typeof command.settings !== 'object' || command.settings === null)
    return reject('invalid_value', 'settings', 'must be settings');
  const settings: BotSettings = { ...BOT_DEFAULTS, ...command.settings };
  const wrong = checkSettings(world, settings);
  if (wrong !== null) return wrong;
  const id = idFrom(world.bots.nextBot);
  const { secret } = command;
  turn.emit({ type: 'bots.created', at: turn.at, id, account: account.id, secret, settings } satisfies BotCreated);
  return done(id);
}

function edit(world: BotsWorld, bot: Bot, { changes }: EditBot, turn: Turn): Decision {
  if (typeof changes !== 'object' || changes === null) return reject('invalid_value', 'changes', 'must be settings');
  const { strategy } = bot.terms.settings;
  const settings: BotSettings = { ...bot.terms.settings, ...changes, strategy };
  const wrong = checkSettings(world, settings);
  if (wrong !== null) return wrong;
  turn.emit({ type: 'bots.edited', at: turn.at, id: bot.id, settings } satisfies BotEdited);
  return done(bot.id);
}

function enable(world: BotsWorld, bot: Bot, _command: EnableBot, turn: Turn): Decision {
  if (accountById(world.accounts, bot.account).closed)
    return reject('account_closed', 'account', `account ${bot.account} is closed`);
  if (!bot.enabled) turn.emit({ type: 'bots.enabled', at: turn.at, id: bot.id } satisfies BotEnabled);
  return done(bot.id);
}

function remove(bot: Bot, _command: DeleteBot, turn: Turn): Decision {
  if (bot.deals.size > 0) return notAllowed('bot', `the bot has ${bot.deals.size} active deals`);
  turn.emit({ type: 'bots.deleted', at: turn.at, id: bot.id, account: bot.account } satisfies BotDeleted);
  return done(bot.id);
}

function start(world: BotsWorld, bot: Bot, command: StartDeal, turn: Turn): Decision {
  if (!bot.enabled && command.onlyIfEnabled) return reject('deal_not_started', 'enabled', 'the bot is disabled');
  if (accountById(world.accounts, bot.account).closed)
    return reject('account_closed', 'account', `account ${bot.account} is closed`);
  const pair = pairOf(world, bot, command.instrument);
  if (isRejection(pair)) return pair;
  const { skipSignals, skipOpenDeals } = command;
  return startDeal(world, bot, pair, { by: 'manual', skipSignals, skipOpenDeals }, turn);
}

/** Ends every deal that can be ended so, and disables the bot (B2). */
function endAll(world: BotsWorld, bot: Bot, command: PanicSellAll | CancelAllDeals, turn: Turn): Decision {
  const selling = command.type === 'bots.panicSellAll';
  disableBot(world, bot.id, selling ? 'panicSellAll' : 'cancelAll', turn);
  for (const id of [...bot.deals]) endDeal(world, dealById(world.bots, id), selling, turn);
  return done(bot.id);
}

function endDeal(world: BotsWorld, deal: Deal, selling: boolean, turn: Turn): void {
  const sells = selling && isPanicSellable(deal.status);
  const empty = deal.status === 'created' || deal.status === 'basePlaced';
  if (!sells && !(isCancellable(deal.status) && (!selling || empty))) return;
  moveDeal(deal, sells ? 'panicSellPending' : 'cancelPending', turn);
  world.bots.work.deals.add(deal.id);
}

/** A message from outside (`tv_custom_signal`): the other conditions of the bot still count for a start. */
function hear(world: BotsWorld, bot: Bot, command: BotSignal, turn: Turn): Decision {
  if (command.action === 'start') {
    if (!bot.enabled) return reject('deal_not_started', 'enabled', 'the bot is disabled');
    const pair = pairOf(world, bot, command.instrument);
    if (isRejection(pair)) return pair;
    const start = { by: 'webhook', skipSignals: false, skipOpenDeals: false } as const;
    const decision = startDeal(world, bot, pair, start, turn);
    return isRejection(decision) || decision.id > 0 ? decision : done(bot.id);
  }
  if (command.action !== 'add' && command.action !== 'panicSell' && command.action !== 'cancel')
    return reject('invalid_value', 'action', 'start, add, panicSell or cancel');
  if (command.instrument !== null && instrumentById(world.instruments, command.instrument) === undefined)
    return reject('unknown_instrument', 'instrument', `no instrument ${command.instrument}`);
  const deals = Array.from(bot.deals, (id) => dealById(world.bots, id)).filter(
    ({ instrument }) => command.instrument === null || instrument === command.instrument,
  );
  if (command.action === 'add') return addToDeals(world, bot, deals, command, turn);
  for (const deal of deals) endDeal(world, deal, command.action === 'panicSell', turn);
  return done(bot.id);
}

/** Adds to each of these deals at the market; refused when none of them takes it. */
function addToDeals(world: BotsWorld, bot: Bot, deals: readonly Deal[], command: BotSignal, turn: Turn): Decision {
  const amount = parseDecimal(String(command.volume?.amount ?? ''));
  const unit = command.volume?.unit;
  if (amount === null || amount.coefficient <= 0n || (unit !== 'quote' && unit !== 'base'))
    return reject('invalid_value', 'volume', 'an amount above 0 in quote or base');
  const open = deals.filter(({ status }) => isPanicSellable(status));
  if (open.length === 0) return notAllowed('bot', 'there is no bought deal to add to');
  let refused: Rejection | null = null;
  let added = 0;
  for (const deal of open) {
    const instrument = instrumentOf(world, deal);
    const quote = entryQuote(world.market.markets[instrument.id], deal.terms);
    const quantity = quote === undefined ? 0 : quantityOf(instrument, { amount, unit, rounding: 'floor' }, quote);
    const decision = addToDeal(world, deal, { quantity, price: 0 }, turn);
    if (isRejection(decision)) refused ??= decision;
    else added += 1;
  }
  return added > 0 || refused === null ? done(bot.id) : refused;
}

function setBlackList(world: BotsWorld, { owner, instruments }: SetBlackList, turn: Turn): Decision {
  if (!Number.isSafeInteger(owner) || owner < 1) return reject('invalid_value', 'owner', 'must be an owner');
  if (!Array.isArray(instruments) || instruments.length > MAX_BLACK_LIST)
    return reject('invalid_value', 'instruments', `at most ${MAX_BLACK_LIST} instruments`);
  const unknown = instruments.find((id) => instrumentById(world.instruments, id) === undefined);
  if (unknown !== undefined) return reject('unknown_instrument', 'instruments', `no instrument ${String(unknown)}`);
  const list = [...new Set(instruments)];
  turn.emit({ type: 'bots.blackListSet', at: turn.at, owner, instruments: list } satisfies BlackListSet);
  return done(owner);
}

export function notAllowed(field: string, detail: string): Rejection {
  return reject('not_allowed_now', field, detail);
}
