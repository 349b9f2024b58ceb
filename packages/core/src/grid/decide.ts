import { isSystemAccount } from '../accounts/index.ts';
import type { Instrument } from '../instruments/index.ts';
import { instrumentById } from '../instruments/index.ts';
import { decimalOf } from '../legs/index.ts';
import { idFrom } from '../orders/index.ts';
import { watchedPrice } from '../stops/index.ts';
import { type Decision, done, type Rejection, reject, type Turn } from '../turn.ts';
import { accountOf, instrumentOf } from './amounts.ts';
import { checkGrid, checkGridNote } from './check-settings.ts';
import type { CreateGrid, DisableGrid, EditGrid, GridCommand } from './commands.ts';
import type { GridCreated, GridDeleted, GridEdited, GridNoted, GridStopping } from './events.ts';
import { GridLadder } from './ladder.ts';
import { checkStart } from './plan.ts';
import { beginRun } from './run.ts';
import { GRID_DEFAULTS, type GridSettings, SHAPE } from './settings.ts';
import type { GridBot, GridWorld } from './state.ts';

/** Grid bots of one account, running or not. */
export const MAX_GRIDS = 10_000;

export function decideGrid(world: GridWorld, command: GridCommand, turn: Turn): Decision {
  if (command.type === 'grid.create') return create(world, command, turn);
  const bot = world.grid.bots.get(command.bot);
  if (bot === undefined) return reject('unknown_bot', 'bot', `no grid bot ${String(command.bot)}`);
  // whatever comes of it, the bot is looked at again
  world.grid.work.bots.add(bot.id);
  switch (command.type) {
    case 'grid.edit':
      return edit(world, bot, command, turn);
    case 'grid.enable':
      return enable(world, bot, turn);
    case 'grid.disable':
      return disable(bot, command, turn);
    case 'grid.delete':
      if (bot.status !== 'disabled') return reject('not_allowed_now', 'bot', 'disable it first');
      turn.emit({ type: 'grid.deleted', at: turn.at, id: bot.id, account: bot.account } satisfies GridDeleted);
      return done(bot.id);
    case 'grid.note': {
      const wrong = checkGridNote(command.note);
      if (wrong !== null) return wrong;
      turn.emit({ type: 'grid.noted', at: turn.at, id: bot.id, note: command.note } satisfies GridNoted);
      return done(bot.id);
    }
    default:
      return reject('unknown_command', 'type', `no command ${(command as { type: string }).type}`);
  }
}

function create(world: GridWorld, command: CreateGrid, turn: Turn): Decision {
  const account = world.accounts.accounts.get(command.account);
  if (account === undefined || isSystemAccount(account))
    return reject('unknown_account', 'account', `no account ${String(command.account)}`);
  if (account.closed) return reject('account_closed', 'account', `account ${account.id} is closed`);
  if (account.hedging)
    return reject('wrong_position', 'account', 'grid bots trade accounts with one position per instrument');
  if ((world.grid.byAccount.get(account.id)?.size ?? 0) >= MAX_GRIDS)
    return reject('too_many', 'account', `an account has at most ${MAX_GRIDS} grid bots`);
  if (typeof command.settings !== 'object' || command.settings === null)
    return reject('invalid_value', 'settings', 'must be settings');
  const settings: GridSettings = { ...GRID_DEFAULTS, ...command.settings };
  const wrong = checkGrid(world, settings) ?? checkGridNote(command.note) ?? checkAmounts(world, account.id, settings);
  if (wrong !== null) return wrong;
  const id = idFrom(world.grid.nextBot);
  const { note } = command;
  turn.emit({ type: 'grid.created', at: turn.at, id, account: account.id, settings, note } satisfies GridCreated);
  return done(id);
}

/** Amounts that are known before a run: what a line takes. Those of a total need a price. */
function checkAmounts(world: GridWorld, account: number, settings: GridSettings): Rejection | null {
  const instrument = instrumentById(world.instruments, settings.instrument) as Instrument;
  const price = watchedPrice(world.market.markets[instrument.id], 'last');
  if (price === undefined && settings.amount.per === 'total') return null;
  const ladder = new GridLadder(settings);
  return checkStart(world, account, settings, ladder, price ?? ladder.price(instrument, 0));
}

function edit(world: GridWorld, bot: GridBot, { changes }: EditGrid, turn: Turn): Decision {
  if (bot.status === 'stopping' || bot.status === 'closing')
    return reject('not_allowed_now', 'bot', `edit is not allowed while the bot is ${bot.status}`);
  if (typeof changes !== 'object' || changes === null) return reject('invalid_value', 'changes', 'must be settings');
  const named = Object.entries(changes).filter(([, value]) => value !== undefined);
  const unknown = named.find(([name]) => name === 'instrument' || !(name in bot.settings));
  if (unknown !== undefined) return reject('invalid_value', unknown[0], 'cannot be changed');
  const settings: GridSettings = { ...bot.settings, ...Object.fromEntries(named) };
  const wrong = checkGrid(world, settings) ?? checkAmounts(world, bot.account, settings);
  if (wrong !== null) return wrong;
  const { id } = bot;
  const anew = bot.status !== 'disabled' && SHAPE.some((name) => !isSame(settings[name], bot.settings[name]));
  turn.emit({ type: 'grid.edited', at: turn.at, id, settings } satisfies GridEdited);
  if (anew)
    turn.emit({ type: 'grid.stopping', at: turn.at, id, reason: 'edited', end: 'begin' } satisfies GridStopping);
  return done(id);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function enable(world: GridWorld, bot: GridBot, turn: Turn): Decision {
  if (bot.status === 'stopping' || bot.status === 'closing')
    return reject('not_allowed_now', 'bot', `the bot is ${bot.status}`);
  if (bot.status !== 'disabled') return done(bot.id);
  if (accountOf(world, bot).closed) return reject('account_closed', 'account', `account ${bot.account} is closed`);
  const instrument = instrumentOf(world, bot);
  const price = watchedPrice(world.market.markets[instrument.id], 'last');
  if (price === undefined) return reject('no_market_price', 'instrument', `${instrument.symbol} has no last price`);
  const wrong =
    checkGrid(world, bot.settings) ??
    checkStart(world, bot.account, bot.settings, bot.ladder, price) ??
    checkBetween(bot, instrument, price);
  if (wrong !== null) return wrong;
  beginRun(world, bot, price, turn);
  return done(bot.id);
}

/** A stop that is reached already would end the run as it begins. */
function checkBetween({ settings, ladder }: GridBot, instrument: Instrument, price: number): Rejection | null {
  for (const [field, above] of [
    ['upperStop', true],
    ['lowerStop', false],
  ] as const) {
    const stop = settings[field];
    if (stop === null) continue;
    const level = ladder.shifted(instrument, decimalOf(stop.price), 0);
    if (above ? price >= level : price <= level)
      return reject('not_allowed_now', field, `the last price has reached ${stop.price} already`);
  }
  return null;
}

function disable(bot: GridBot, { sell }: DisableGrid, turn: Turn): Decision {
  if (typeof sell !== 'boolean') return reject('invalid_value', 'sell', 'must be true or false');
  if (bot.status === 'disabled') return done(bot.id);
  const end = sell ? 'sell' : 'keep';
  if ((bot.status === 'stopping' || bot.status === 'closing') && bot.end === end) return done(bot.id);
  turn.emit({ type: 'grid.stopping', at: turn.at, id: bot.id, reason: 'owner', end } satisfies GridStopping);
  return done(bot.id);
}
