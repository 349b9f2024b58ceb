import { isTradable } from '../instruments/index.ts';
import { valuationPrice } from '../market/index.ts';
import type { Turn } from '../turn.ts';
import { beginFlattening, beginSignalGroup } from './begin-group.ts';
import type { MoveStrategy } from './commands.ts';
import { activate, moveAccount, moveStrategy } from './drive-account.ts';
import { endCommand, endSignal } from './drive-group.ts';
import { queueCommand } from './open-account.ts';
import { payRewards } from './payout.ts';
import { PriceTable } from './price-table.ts';
import { type CopyWorld, copyAccount } from './state.ts';
import type { Strategy } from './strategy.ts';
import { worthOf } from './valuation.ts';

/** How long a strategy waits before it looks again whether its instruments have prices, in ms. */
export const PRICE_RETRY = 1_000;

/** Takes the next work of a strategy: signals, syncs and commands, strictly in the order of their arrival. */
export function driveStrategy(world: CopyWorld, strategy: Strategy, turn: Turn): void {
  while (strategy.group === 0 && !turn.full) {
    const work = strategy.queue[0];
    if (work === undefined) return;
    if (work.kind === 'command') {
      if (!carryOut(world, strategy, work.command, work.name, turn)) return;
      continue;
    }
    const { kind, signal, rows } = work;
    if (strategy.status !== 1) {
      endSignal(strategy.id, signal, rows.length, 2, turn);
      continue;
    }
    if (!hasPrices(world, strategy)) {
      world.copy.work.timers.set(-strategy.id, turn.at + PRICE_RETRY);
      return;
    }
    if (!beginSignalGroup(world, strategy, kind, signal, rows, turn)) {
      endSignal(strategy.id, signal, rows.length, 3, turn);
    }
  }
}

/** After a start the accounts of a strategy are valued once what its trader holds has a price. */
function hasPrices({ instruments, market }: CopyWorld, { legs }: Strategy): boolean {
  for (const { instrument } of legs.values()) {
    const known = instruments.instruments[instrument];
    if (known === undefined || !isTradable(instruments, known)) continue;
    if (valuationPrice(market, instrument) === undefined) return false;
  }
  return true;
}

/** False: it goes on later. */
function carryOut(
  world: CopyWorld,
  strategy: Strategy,
  command: number,
  name: MoveStrategy['type'],
  turn: Turn,
): boolean {
  const { id, status } = strategy;
  switch (name) {
    case 'copy.pauseStrategy':
      return status === 1 ? halt(world, strategy, command, 2, turn) : refuse(strategy, command, turn);
    case 'copy.disableStrategy':
      return status === 1 || status === 2 ? halt(world, strategy, command, 3, turn) : refuse(strategy, command, turn);
    case 'copy.closeStrategy':
      return status === 4 ? goOnClosing(world, strategy, command, turn) : halt(world, strategy, command, 4, turn);
    case 'copy.enableStrategy':
      if (status !== 3) return refuse(strategy, command, turn);
      moveStrategy(id, 2, false, command, turn);
      break;
    case 'copy.resumeStrategy':
      if (status !== 2) return refuse(strategy, command, turn);
      resume(world, strategy, command, turn);
  }
  endCommand(id, command, 1, null, turn);
  return true;
}

function refuse({ id, status }: Strategy, command: number, turn: Turn): boolean {
  endCommand(id, command, 2, `the strategy has status ${status}`, turn);
  return true;
}

/** A strategy that is not active holds nothing. */
function halt(world: CopyWorld, strategy: Strategy, command: number, status: 2 | 3 | 4, turn: Turn): boolean {
  moveStrategy(strategy.id, status, false, command, turn);
  const security = world.copy.accounts.get(strategy.security);
  beginFlattening(world, strategy, command, turn);
  if (status !== 4 && security !== undefined && security.status >= 1 && security.status <= 3) {
    moveAccount(security, { status: 4 }, turn);
  }
  return true;
}

/** The trader's account is active again, and copies from the next hard sync on (`ramm-rules.md` 4.4). */
function resume(world: CopyWorld, strategy: Strategy, command: number, turn: Turn): void {
  moveStrategy(strategy.id, 1, true, command, turn);
  const security = copyAccount(world.copy, strategy.security);
  if (security.status < 2 || security.status > 4) return;
  activate(world, security, worthOf(world, security, new PriceTable(world)).equity, 0, turn);
}

/** Investments close first, then the security account; then what is owed is paid. */
function goOnClosing(world: CopyWorld, strategy: Strategy, command: number, turn: Turn): boolean {
  const { copy } = world;
  for (const { terms } of copy.jobs.values()) {
    if (terms.kind === 'close' && terms.strategy === strategy.id) return false;
  }
  if (strategy.members.size > 1) return false;
  const security = copy.accounts.get(strategy.security);
  if (security !== undefined) {
    if (security.closeCommand === 0) queueCommand(copy, security.id, strategy.id, 'copy.close', 0, turn);
    return false;
  }
  payRewards(world, strategy, turn);
  moveStrategy(strategy.id, 4, false, command, turn);
  endCommand(strategy.id, command, 1, null, turn);
  return true;
}
