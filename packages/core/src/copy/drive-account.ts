import type { Turn } from '../turn.ts';
import { type CopyAccount, hasPositions, type QueuedCommand } from './account.ts';
import type { AccountMoved, AccountSet, CommandDone, CopyAccountClosed, StrategyMoved } from './book-events.ts';
import { checkStatus } from './decide-account.ts';
import { balanceAccount, correctBalance, endInterval } from './money.ts';
import type { PriceTable } from './price-table.ts';
import { type CopyWorld, strategyById, walletById } from './state.ts';
import { availableToWithdraw, levelsAt, type Worth, worthOf } from './valuation.ts';

const OK = 1;
const REJECTED = 2;

/** Carries out the commands of an account, one after another; one that waits for positions to be closed stays first. */
export function driveAccount(world: CopyWorld, account: CopyAccount, prices: PriceTable, turn: Turn): void {
  while (account.group === 0 && !turn.full) {
    const command = account.commands[0];
    if (command === undefined || !carryOut(world, account, command, prices, turn)) return;
  }
}

/** False: it has to wait. */
function carryOut(
  world: CopyWorld,
  account: CopyAccount,
  command: QueuedCommand,
  prices: PriceTable,
  turn: Turn,
): boolean {
  if (account.running === command.id) return goOn(world, account, command, prices, turn);
  const wrong =
    command.name === 'copy.close' && account.kind === 0 ? null : checkStatus(account, { type: command.name });
  if (wrong !== null) return finish(account, command, REJECTED, wrong.detail, turn);
  const worth = worthOf(world, account, prices);
  if (!worth.priced) return false;
  switch (command.name) {
    case 'copy.fund':
      return fund(world, account, command, worth, turn);
    case 'copy.withdraw':
      return withdraw(world, account, command, worth, turn);
    case 'copy.pause':
      moveAccount(account, { status: 4, command: command.id }, turn);
      return goOn(world, account, command, prices, turn);
    case 'copy.disable':
      moveAccount(account, { status: 5, command: command.id }, turn);
      return goOn(world, account, command, prices, turn);
    case 'copy.close':
      moveAccount(account, { status: 6, command: command.id }, turn);
      return goOn(world, account, command, prices, turn);
    case 'copy.enable':
      moveAccount(account, { status: 4, command: command.id }, turn);
      return finish(account, command, OK, null, turn);
    case 'copy.resume':
      activate(world, account, worth.equity, command.id, turn);
      return finish(account, command, OK, null, turn);
    default:
      setAccount(world, account, command, worth.equity, turn);
      return finish(account, command, OK, null, turn);
  }
}

/** What waits until the account is flat. */
function goOn(world: CopyWorld, account: CopyAccount, command: QueuedCommand, prices: PriceTable, turn: Turn): boolean {
  if (hasPositions(account)) return false;
  if (command.name === 'copy.close') return payOut(world, account, command, prices, turn);
  return finish(account, command, OK, null, turn);
}

function fund(world: CopyWorld, account: CopyAccount, command: QueuedCommand, { equity }: Worth, turn: Turn): boolean {
  const { balance } = walletById(world.copy, account.wallet);
  const { id, value } = command;
  if (value > balance) return finish(account, command, REJECTED, `the wallet has ${balance} cents`, turn);
  balanceAccount(world, account, value, equity, id, turn);
  if (account.status === 0) {
    activate(world, account, account.balance, id, turn);
    const strategy = strategyById(world.copy, account.strategy);
    if (account.kind === 0 && strategy.status === 0) moveStrategy(strategy.id, 1, false, id, turn);
  }
  return finish(account, command, OK, null, turn);
}

function withdraw(
  world: CopyWorld,
  account: CopyAccount,
  command: QueuedCommand,
  { equity }: Worth,
  turn: Turn,
): boolean {
  if (hasPositions(account)) return false;
  const free = availableToWithdraw(world, account, equity);
  if (command.value > free) return finish(account, command, REJECTED, `${free} cents can be taken out`, turn);
  balanceAccount(world, account, -command.value, equity, command.id, turn);
  return finish(account, command, OK, null, turn);
}

/** A flat account that closes pays its fee, then all its money to the wallet. */
function payOut(
  world: CopyWorld,
  account: CopyAccount,
  command: QueuedCommand,
  prices: PriceTable,
  turn: Turn,
): boolean {
  // five events for each account: a fifth as many of them a turn
  world.copy.work.left -= 4;
  if (account.balance < 0) correctBalance(world, account, turn);
  endInterval(world, account, worthOf(world, account, prices), true, turn);
  if (account.balance > 0) balanceAccount(world, account, -account.balance, account.balance, command.id, turn);
  finish(account, command, OK, null, turn);
  turn.emit({ type: 'copy.accountClosed', at: turn.at, id: account.id } satisfies CopyAccountClosed);
  return false;
}

function setAccount(
  world: CopyWorld,
  account: CopyAccount,
  { name, value }: QueuedCommand,
  equity: number,
  turn: Turn,
): void {
  const { id, factor, protection, target, aBook, stream } = account;
  const now = { factor, protection, target, aBook, stream };
  let levels = { protectionLevel: account.protectionLevel, targetLevel: account.targetLevel };
  let { wantsSync } = account;
  if (name === 'copy.setFactor') {
    now.factor = value;
    wantsSync ||= account.status === 1 && strategyById(world.copy, account.strategy).legs.size > 0;
  }
  if (name === 'copy.setProtection') {
    now.protection = value;
    levels = { ...levels, protectionLevel: levelsAt(equity, value, 0).protectionLevel };
  }
  if (name === 'copy.setTarget') {
    now.target = value;
    levels = { ...levels, targetLevel: levelsAt(equity, 0, value).targetLevel };
  }
  if (name === 'copy.setABook') now.aBook = value;
  if (name === 'copy.setAccountStream') now.stream = value;
  turn.emit({ type: 'copy.accountSet', at: turn.at, id, ...now, ...levels, wantsSync } satisfies AccountSet);
}

/** An account that is funded or resumed gets levels from what it is worth, and copies what its trader holds. */
export function activate(world: CopyWorld, account: CopyAccount, equity: number, command: number, turn: Turn): void {
  const { protection, target } = account;
  const wantsSync = strategyById(world.copy, account.strategy).legs.size > 0;
  moveAccount(account, { status: 1, command, ...levelsAt(equity, protection, target), wantsSync }, turn);
}

/** What changes with a status; what is not said stays as it is. */
type Move = Pick<AccountMoved, 'status'> &
  Partial<Pick<AccountMoved, 'reason' | 'command' | 'stop' | 'protectionLevel' | 'targetLevel' | 'wantsSync'>>;

export function moveAccount(account: CopyAccount, move: Move, turn: Turn): void {
  const { id, protectionLevel, targetLevel } = account;
  turn.emit({
    type: 'copy.accountMoved',
    at: turn.at,
    id,
    reason: '',
    command: 0,
    stop: 0,
    protectionLevel,
    targetLevel,
    wantsSync: false,
    ...move,
  } satisfies AccountMoved);
}

export function moveStrategy(id: number, status: number, hardSync: boolean, command: number, turn: Turn): void {
  turn.emit({ type: 'copy.strategyMoved', at: turn.at, id, status, hardSync, command } satisfies StrategyMoved);
}

function finish(
  { id: account, strategy }: CopyAccount,
  { id }: QueuedCommand,
  status: number,
  detail: string | null,
  turn: Turn,
): boolean {
  turn.emit({
    type: 'copy.commandDone',
    at: turn.at,
    id,
    account,
    strategy,
    status,
    detail,
  } satisfies CommandDone);
  return true;
}
