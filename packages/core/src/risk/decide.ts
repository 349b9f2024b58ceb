import { type Account, accountsOf, isSystemAccount } from '../accounts/index.ts';
import { cancelOrders } from '../orders/index.ts';
import { type Decision, done, type Rejection, reject, type Turn } from '../turn.ts';
import type { Kill, Resume, RiskCommand, Scope, SetLimits } from './commands.ts';
import { dayRowNow } from './day.ts';
import type { AccountKilled, AccountResumed, ClosingDone, DayOpened, LimitsSet } from './events.ts';
import { type Limits, limitsRow, MAX_ORDERS_PER_MINUTE, NO_LIMITS } from './limits.ts';
import type { RiskWorld } from './state.ts';

/** Longest note of a kill, in characters. */
export const MAX_NOTE = 200;

/** Largest amount of a limit, in minor units: 10^40. */
const MAX_AMOUNT = 10n ** 40n;

export function decideRisk(world: RiskWorld, command: RiskCommand, turn: Turn): Decision {
  switch (command.type) {
    case 'risk.setLimits':
      return setLimits(world, command, turn);
    case 'risk.kill':
      return kill(world, command, turn);
    case 'risk.resume':
      return resume(world, command, turn);
    default:
      return reject('unknown_command', 'type', `no command ${(command as { type: string }).type}`);
  }
}

function setLimits(world: RiskWorld, command: SetLimits, turn: Turn): Decision {
  const account = openAccount(world, command.account);
  if ('reason' in account) return account;
  const wrong = checkLimits(command.limits);
  if (wrong !== null) return wrong;
  const before = world.risk.accounts.get(account.id)?.limits ?? NO_LIMITS;
  const limits: Limits = { ...before, ...command.limits };
  const row = limitsRow(limits);
  if (`${row}` === `${limitsRow(before)}`) return done(account.id);
  turn.emit({ type: 'risk.limitsSet', at: turn.at, account: account.id, limits: row } satisfies LimitsSet);
  if (before.maxDailyLoss === null && limits.maxDailyLoss !== null) openDay(world, account, turn);
  return done(account.id);
}

/** From here on the account's result of the day is counted. */
export function openDay(world: RiskWorld, account: Account, turn: Turn): void {
  const holdings = dayRowNow(world, account);
  turn.emit({ type: 'risk.dayOpened', at: turn.at, account: account.id, holdings } satisfies DayOpened);
}

function checkLimits(limits: Partial<Limits>): Rejection | null {
  if (typeof limits !== 'object' || limits === null || Object.keys(limits).length === 0)
    return reject('invalid_value', 'limits', 'name at least one limit');
  for (const [name, limit] of Object.entries(limits)) {
    const field = `limits.${name}`;
    if (!Object.hasOwn(NO_LIMITS, name)) {
      return reject('invalid_value', field, `no such limit: there are ${Object.keys(NO_LIMITS).join(', ')}`);
    }
    if (limit === null) continue;
    if (name === 'maxOrdersPerMinute') {
      if (!Number.isSafeInteger(limit) || (limit as number) < 1 || (limit as number) > MAX_ORDERS_PER_MINUTE)
        return reject('invalid_value', field, `1 to ${MAX_ORDERS_PER_MINUTE} orders, or null for no limit`);
    } else if (typeof limit !== 'bigint' || limit <= 0n || limit > MAX_AMOUNT) {
      return reject('invalid_value', field, 'an amount above zero, at most 10^40 minor units, or null for no limit');
    }
  }
  return null;
}

/** All accounts are stopped before the first order is cancelled: what one of them does cannot reach another. */
function kill(world: RiskWorld, command: Kill, turn: Turn): Decision {
  const { flatten, note } = command;
  if (typeof flatten !== 'boolean') return reject('invalid_value', 'flatten', 'must be true or false');
  if (note !== null && (typeof note !== 'string' || note.length > MAX_NOTE))
    return reject('invalid_value', 'note', `at most ${MAX_NOTE} characters`);
  const accounts = accountsIn(world, command);
  if ('reason' in accounts) return accounts;
  const concerned = accounts.filter(({ id }) => {
    const stopped = (world.risk.accounts.get(id)?.killed ?? null) !== null;
    return !stopped || (flatten && world.risk.closings.get(id)?.kind !== 'flatten');
  });
  for (const account of concerned) {
    turn.emit({ type: 'risk.killed', at: turn.at, account: account.id, flatten, note } satisfies AccountKilled);
  }
  for (const account of concerned) cancelOrders(world, account.id, 0, 'killed', turn);
  return done(scopeId(command));
}

function resume(world: RiskWorld, command: Resume, turn: Turn): Decision {
  const accounts = accountsIn(world, command);
  if ('reason' in accounts) return accounts;
  for (const { id } of accounts) {
    if ((world.risk.accounts.get(id)?.killed ?? null) === null) continue;
    if (world.risk.closings.get(id)?.kind === 'flatten') {
      const stopped = { account: id, kind: 'flatten', outcome: 'stopped' };
      turn.emit({ type: 'risk.closingDone', at: turn.at, ...stopped } satisfies ClosingDone);
    }
    turn.emit({ type: 'risk.resumed', at: turn.at, account: id } satisfies AccountResumed);
  }
  return done(scopeId(command));
}

function scopeId({ account, owner }: Scope): number {
  return account ?? (owner as number);
}

/** The account that is named, or the open accounts of the owner. */
function accountsIn(world: RiskWorld, scope: Scope): readonly Account[] | Rejection {
  if ((scope.account === undefined) === (scope.owner === undefined))
    return reject('invalid_value', 'owner' in scope ? 'owner' : 'account', 'name an account or an owner');
  if (scope.account !== undefined) {
    const account = openAccount(world, scope.account);
    return 'reason' in account ? account : [account];
  }
  const open = accountsOf(world.accounts, scope.owner as number).filter(({ closed }) => !closed);
  return open.length > 0 ? open : reject('unknown_account', 'owner', `owner ${scope.owner} has no open account`);
}

function openAccount(world: RiskWorld, id: number): Account | Rejection {
  const account = world.accounts.accounts.get(id);
  if (account === undefined || isSystemAccount(account))
    return reject('unknown_account', 'account', `no account ${id}`);
  return account.closed ? reject('account_closed', 'account', `account ${id} is closed`) : account;
}
