import type { Money } from '../numbers/index.ts';
import { type Decision, done, reject, type Turn } from '../turn.ts';
import { decideClose } from './close.ts';
import type { AccountsCommand, ConfigureAccount, OpenAccount, ReportBalance, SetFaults } from './commands.ts';
import type { PlannedOrders } from './corrected-margin.ts';
import type { AccountConfigured, AccountOpened, FaultsSet } from './events.ts';
import { changedFaults, checkFaults } from './faults.ts';
import { deposit, MAX_AMOUNT, transferBetween, withdraw } from './moving.ts';
import { accountsOf } from './queries.ts';
import { type Account, type AccountsState, type FeePlan, SYSTEM_ACCOUNTS, traderAccount } from './state.ts';
import { emitTransfer } from './transfer.ts';
import type { AccountsWorld } from './world.ts';

/** Longest name of an account, in characters. */
export const MAX_NAME = 100;

/** Open accounts an owner may have. */
export const MAX_ACCOUNTS_PER_OWNER = 1_000;

const ROUNDINGS = ['down', 'up', 'floor', 'ceiling', 'halfUp', 'halfEven'];

/** `planned`: what the working orders of an account would still trade. */
export function decideAccounts(
  world: AccountsWorld,
  command: AccountsCommand,
  turn: Turn,
  planned: (account: number) => Iterable<PlannedOrders>,
): Decision {
  switch (command.type) {
    case 'accounts.open':
      return open(world, command, turn);
    case 'accounts.configure':
      return configure(world, command, turn);
    case 'accounts.close':
      return decideClose(world, command, turn);
    case 'accounts.deposit':
      return deposit(world, command, turn);
    case 'accounts.withdraw':
      return withdraw(world, command, turn, planned);
    case 'accounts.transfer':
      return transferBetween(world, command, turn, planned);
    case 'accounts.reportBalance':
      return reportBalance(world, command, turn);
    case 'accounts.setFaults':
      return setFaults(world, command, turn);
    default:
      return reject('unknown_command', 'type', `no command ${(command as { type: string }).type}`);
  }
}

function open(world: AccountsWorld, command: OpenAccount, turn: Turn): Decision {
  const currency = world.instruments.assetByCode.get(command.currency);
  if (currency === undefined) return reject('unknown_asset', 'currency', `no asset ${command.currency}`);
  if (!isName(command.name)) return reject('invalid_value', 'name', `a name has 1 to ${MAX_NAME} characters`);
  if (!Number.isSafeInteger(command.owner) || command.owner < 1)
    return reject('invalid_value', 'owner', 'owner ids are positive integers');
  if (typeof command.venue !== 'string' || !/^[a-z][a-z0-9-]{0,31}$/.test(command.venue)) {
    return reject('invalid_value', 'venue', 'a venue is a lower-case word');
  }
  const wrong =
    checkSettings(command) ?? checkFlag('hedging', command.hedging) ?? checkFlag('closeOut', command.closeOut ?? true);
  if (wrong !== null) return wrong;
  if (countOpen(world.accounts, command.owner) >= MAX_ACCOUNTS_PER_OWNER) {
    return reject('too_many', 'owner', `an owner has at most ${MAX_ACCOUNTS_PER_OWNER} open accounts`);
  }
  const id = world.accounts.nextAccount;
  if (id >= 2 ** 31) return reject('too_many', null, 'all account ids are used');
  turn.emit({
    type: 'accounts.opened',
    at: turn.at,
    id,
    owner: command.owner,
    name: command.name,
    currency: currency.id,
    venue: command.venue,
    fillPolicy: command.fillPolicy,
    margin: command.margin,
    closeOut: command.closeOut ?? true,
    hedging: command.hedging,
    fees: feePlan(command.fees),
  } satisfies AccountOpened);
  return done(id);
}

function configure(world: AccountsWorld, command: ConfigureAccount, turn: Turn): Decision {
  const account = traderAccount(world.accounts, command.account);
  if (account === undefined) return reject('unknown_account', 'account', `no account ${command.account}`);
  if (account.closed) return reject('account_closed', 'account', `account ${account.id} is closed`);
  const {
    name = account.name,
    margin = account.margin,
    closeOut = account.closeOut,
    fillPolicy = account.fillPolicy,
    fees = account.fees,
  } = command;
  if (!isName(name)) return reject('invalid_value', 'name', `a name has 1 to ${MAX_NAME} characters`);
  const wrong =
    checkSettings({ margin, fillPolicy, fees }) ??
    checkFlag('closeOut', closeOut) ??
    checkInUse(account, { margin, fillPolicy, fees });
  if (wrong !== null) return wrong;
  turn.emit({
    type: 'accounts.configured',
    at: turn.at,
    id: account.id,
    name,
    margin,
    closeOut,
    fillPolicy,
    fees: feePlan(fees),
  } satisfies AccountConfigured);
  return done(account.id);
}

function setFaults(world: AccountsWorld, command: SetFaults, turn: Turn): Decision {
  const account = traderAccount(world.accounts, command.account);
  if (account === undefined) return reject('unknown_account', 'account', `no account ${command.account}`);
  if (account.closed) return reject('account_closed', 'account', `account ${account.id} is closed`);
  if (account.fillPolicy !== 'sandbox')
    return reject('invalid_value', 'account', 'faults are for accounts with the fill policy sandbox');
  const wrong = checkFaults(command.faults);
  if (wrong !== null) return wrong;
  const faults = changedFaults(account.faults, command.faults);
  turn.emit({ type: 'accounts.faultsSet', at: turn.at, id: account.id, faults } satisfies FaultsSet);
  return done(account.id);
}

/** Settings under which orders were priced and positions opened stay while these are there. */
function checkInUse(account: Account, { margin, fillPolicy, fees }: Settings): Decision | null {
  const changed =
    fillPolicy !== account.fillPolicy ? 'fillPolicy' : fees.mode !== account.fees.mode ? 'fees.mode' : null;
  const field = account.margin && !margin ? 'margin' : changed;
  if (field === null) return null;
  for (const balance of account.balances.values()) {
    if (balance.held !== 0n) return reject('account_not_empty', field, 'cancel its orders first');
    if (field === 'fees.mode') continue;
    if (balance.margin !== 0n || balance.total < 0n)
      return reject('account_not_empty', field, 'close positions on margin first');
  }
  if (field === 'fillPolicy' && account.net.size + account.tickets.size > 0) {
    return reject('account_not_empty', field, 'close its positions first');
  }
  return null;
}

function reportBalance(world: AccountsWorld, command: ReportBalance, turn: Turn): Decision {
  const account = traderAccount(world.accounts, command.account);
  if (account === undefined) return reject('unknown_account', 'account', `no account ${command.account}`);
  if (account.closed) return reject('account_closed', 'account', `account ${account.id} is closed`);
  if (account.venue === 'paper')
    return reject('wrong_venue', 'account', 'money of a paper account is deposited or withdrawn');
  const asset = world.instruments.assetByCode.get(command.asset);
  if (asset === undefined) return reject('unknown_asset', 'asset', `no asset ${command.asset}`);
  const { total } = command;
  if (typeof total !== 'bigint' || total > MAX_AMOUNT || total < -MAX_AMOUNT) {
    return reject('invalid_value', 'total', 'minor units of at most 10^40 either way');
  }
  const difference = (total - (account.balances.get(asset.id)?.total ?? 0n)) as Money;
  const { outside } = SYSTEM_ACCOUNTS;
  if (difference > 0n)
    emitTransfer(world.accounts, turn, 'venue', outside, account.id, asset.id, difference, account.id, null);
  if (difference < 0n)
    emitTransfer(world.accounts, turn, 'venue', account.id, outside, asset.id, -difference as Money, account.id, null);
  return done(account.id);
}

function countOpen(state: AccountsState, owner: number): number {
  let count = 0;
  for (const account of accountsOf(state, owner)) if (!account.closed) count++;
  return count;
}

function isName(name: string): boolean {
  return typeof name === 'string' && name.length > 0 && name.length <= MAX_NAME;
}

type Settings = Pick<OpenAccount, 'margin' | 'fillPolicy' | 'fees'>;

function checkSettings({ margin, fillPolicy, fees }: Settings): Decision | null {
  if (fillPolicy !== 'book' && fillPolicy !== 'sandbox')
    return reject('invalid_value', 'fillPolicy', 'book or sandbox');
  return checkFlag('margin', margin) ?? checkFees(fees);
}

function checkFlag(field: string, value: boolean): Decision | null {
  return typeof value === 'boolean' ? null : reject('invalid_value', field, 'must be true or false');
}

/** A copy with the known fields alone, in a fixed order: what is journaled never changes under the state. */
function feePlan({ maker, taker, decimals, rounding, mode }: FeePlan): FeePlan {
  return { maker, taker, decimals, rounding, mode };
}

function checkFees(fees: FeePlan): Decision | null {
  if (typeof fees !== 'object' || fees === null) return reject('invalid_value', 'fees', 'must be a fee plan');
  for (const side of ['maker', 'taker'] as const) {
    if (!Number.isInteger(fees[side]) || fees[side] < 0 || fees[side] > 100_000) {
      return reject('invalid_value', `fees.${side}`, 'a fee rate is 0 to 100 000 millionths');
    }
  }
  if (!Number.isInteger(fees.decimals) || fees.decimals < 0 || fees.decimals > 18)
    return reject('invalid_value', 'fees.decimals', '0 to 18');
  if (!ROUNDINGS.includes(fees.rounding))
    return reject('invalid_value', 'fees.rounding', `one of ${ROUNDINGS.join(', ')}`);
  if (fees.mode !== 'quote' && fees.mode !== 'received')
    return reject('invalid_value', 'fees.mode', 'quote or received');
  return null;
}
