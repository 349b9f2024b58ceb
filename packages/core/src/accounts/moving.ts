import { moneyPhrase } from '../instruments/index.ts';
import type { Money } from '../numbers/index.ts';
import { type Decision, done, reject, type Turn } from '../turn.ts';
import { accountWith } from './after-fill.ts';
import type { Deposit, TransferBetween, Withdraw } from './commands.ts';
import { correctedMargin, type PlannedOrders } from './corrected-margin.ts';
import type { KeyKind, KnownWork } from './keys.ts';
import { isOnMargin, marginTotals } from './margin.ts';
import { available } from './queries.ts';
import { type Account, type AccountsState, SYSTEM_ACCOUNTS, traderAccount } from './state.ts';
import { emitTransfer } from './transfer.ts';
import type { AccountsWorld } from './world.ts';

/** Longest idempotency key, in characters. */
export const MAX_KEY = 64;

/** Largest amount of one transfer, in minor units: 10^40. */
export const MAX_AMOUNT = 10n ** 40n;

export function deposit(world: AccountsWorld, command: Deposit, turn: Turn): Decision {
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

export function withdraw(
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

/** Both sides are booked at once: what one account loses the other has. */
export function transferBetween(
  world: AccountsWorld,
  command: TransferBetween,
  turn: Turn,
  planned: (account: number) => Iterable<PlannedOrders>,
): Decision {
  const checked = checkTransfer(world, command);
  if ('decision' in checked) return checked.decision;
  const { account, asset } = checked;
  const to = traderAccount(world.accounts, command.to);
  if (to === undefined || to.owner !== account.owner)
    return reject('unknown_account', 'to', `account ${account.id} has no sibling ${String(command.to)}`);
  if (to.id === account.id) return reject('invalid_value', 'to', 'must be another account');
  if (to.closed) return reject('account_closed', 'to', `account ${to.id} is closed`);
  if (to.venue !== 'paper')
    return reject('wrong_venue', 'to', 'money of an account on a real venue is moved at that venue');
  const wrong = checkWithdrawal(world, account, asset, command.amount, planned(account.id));
  if (wrong !== null) return wrong;
  const { id } = account;
  const { amount, key } = command;
  return done(emitTransfer(world.accounts, turn, 'transfer', id, to.id, asset, amount, id, key));
}

function checkTransfer(
  world: AccountsWorld,
  command: Deposit | Withdraw | TransferBetween,
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
