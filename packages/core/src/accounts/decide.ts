import { moneyPhrase } from '../instruments/index.ts';
import type { Money } from '../numbers/index.ts';
import { type Decision, done, reject, type Turn } from '../turn.ts';
import { accountWith } from './after-fill.ts';
import { decideClose } from './close.ts';
import type {
  AccountsCommand,
  ConfigureAccount,
  Deposit,
  OpenAccount,
  ReportBalance,
  SetFaults,
  Withdraw,
} from './commands.ts';
import { correctedMargin, type PlannedOrders } from './corrected-margin.ts';
import type { AccountConfigured, AccountOpened, FaultsSet } from './events.ts';
import { changedFaults, checkFaults } from './faults.ts';
import type { KeyKind, KnownWork } from './keys.ts';
import { isOnMargin, marginTotals } from './margin.ts';
import { accountsOf, available } from './queries.ts';
import { type Account, type AccountsState, type FeePlan, SYSTEM_ACCOUNTS, traderAccount } from './state.ts';
import { emitTransfer } from './transfer.ts';
import type { AccountsWorld } from './world.ts';

/** Longest name of an account and longest idempotency key, in characters. */
export const MAX_NAME = 100;
export const MAX_KEY = 64;

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

function deposit(world: AccountsWorld, command: Deposit, turn: Turn): Decision {
  const checked = checkTransfer(world, command);
  if ('decision' in checked) return checked.decision;
  const id = emitTransfer(
    world.accounts,
    turn,
    'deposit',
    SYSTEM_ACCOUNTS.outside,
    checked.account.id,
    checked.asset,
    command.amount,
    checked.account.id,
    command.key,
  );
  return done(id);
}

function withdraw(
  world: AccountsWorld,
  command: Withdraw,
  turn: Turn,
  planned: (account: number) => Iterable<PlannedOrders>,
): Decision {
  const checked = checkTransfer(world, command);
  if ('decision' in checked) return checked.decision;
  const { account, asset } = checked;
  const wrong = checkWithdrawal(world, account, asset, command.amount, planned(account.id));
  if (wrong !== null) return wrong;
  const id = emitTransfer(
    world.accounts,
    turn,
    'withdrawal',
    checked.account.id,
    SYSTEM_ACCOUNTS.outside,
    checked.asset,
    command.amount,
    checked.account.id,
    command.key,
  );
  return done(id);
}

/**
 * Money and units that orders and positions need stay. On margin it is the liquid portfolio that must cover the corrected
 * margin afterwards; more than the account has of an asset, or has not promised to a buyer, is never taken out.
 */
function checkWithdrawal(
  world: AccountsWorld,
  account: Account,
  asset: number,
  amount: Money,
  planned: Iterable<PlannedOrders>,
): Decision | null {
  const phrase = (of: number, much: bigint): string => moneyPhrase(world.instruments.assets[of], much > 0n ? much : 0n);
  const after = accountWith(account, asset, -amount);
  const margin = isOnMargin(account) ? marginTotals(world, after) : null;
  if (margin === null || !margin.owedPriced) {
    const free = available(account, asset);
    return free >= amount ? null : reject('insufficient_funds', 'amount', `only ${phrase(asset, free)} free`);
  }
  const balance = account.balances.get(asset);
  const there = (balance?.total ?? 0n) - (asset === account.currency ? 0n : (balance?.held ?? 0n));
  if (there < amount) return reject('insufficient_funds', 'amount', `only ${phrase(asset, there)} free`);
  const needed = correctedMargin(world, after, margin, planned);
  if (margin.liquid >= needed) return null;
  const left = `would leave a liquid portfolio of ${phrase(account.currency, margin.liquid)}`;
  return reject('insufficient_funds', 'amount', `${left}, the margin needs ${phrase(account.currency, needed)}`);
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

/** Largest amount of one transfer, in minor units: 10^40. */
const MAX_AMOUNT = 10n ** 40n;

function checkTransfer(
  world: AccountsWorld,
  command: Deposit | Withdraw,
): { account: Account; asset: number } | { decision: Decision } {
  const account = traderAccount(world.accounts, command.account);
  if (account === undefined) return { decision: reject('unknown_account', 'account', `no account ${command.account}`) };
  const known = checkKey(world.accounts, account.id, command, 'transfer');
  if (known !== null) return { decision: known };
  if (account.closed) return { decision: reject('account_closed', 'account', `account ${account.id} is closed`) };
  if (account.venue !== 'paper') {
    return { decision: reject('wrong_venue', 'account', 'money of an account on a real venue is moved at that venue') };
  }
  const asset = world.instruments.assetByCode.get(command.asset);
  if (asset === undefined) return { decision: reject('unknown_asset', 'asset', `no asset ${command.asset}`) };
  if (typeof command.amount !== 'bigint' || command.amount <= 0n) {
    return { decision: reject('amount_not_positive', 'amount', 'the amount must be above zero') };
  }
  if (command.amount > MAX_AMOUNT) return { decision: reject('invalid_value', 'amount', 'the amount is too large') };
  return { account, asset: asset.id };
}

/** Parts of a command that make it safe to repeat. */
interface Keyed {
  readonly key: string | null;
  readonly known?: KnownWork;
}

function isWork(known: KnownWork): boolean {
  return known !== null && (known.kind === 'order' || known.kind === 'transfer') && Number.isSafeInteger(known.id);
}

/** null when the command is new; else the id of the work that its key stands for, or why the key cannot be taken. */
export function checkKey(state: AccountsState, account: number, command: Keyed, kind: KeyKind): Decision | null {
  const { key, known } = command;
  if (key !== null && (typeof key !== 'string' || key.length === 0 || key.length > MAX_KEY)) {
    return reject('invalid_value', 'key', `an idempotency key has 1 to ${MAX_KEY} characters`);
  }
  if (known !== undefined && !isWork(known))
    return reject('invalid_value', 'known', 'must say what work the key belongs to');
  const work = known ?? (key === null ? undefined : state.keys.find(account, key));
  if (work === undefined) return null;
  return work.kind === kind
    ? { id: work.id, repeated: true }
    : reject('duplicate_key', 'key', `the key belongs to ${work.kind} ${work.id}`);
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
