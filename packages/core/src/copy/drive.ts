import type { Turn } from '../turn.ts';
import { type CopyAccount, hasPositions } from './account.ts';
import { CLOSING_RETRY } from './apply-settled.ts';
import { beginClosing } from './begin-group.ts';
import { driveAccount } from './drive-account.ts';
import { driveGroup } from './drive-group.ts';
import { driveStrategy } from './drive-strategy.ts';
import { driveFollowed } from './follow.ts';
import { judgeAccounts, mustJudgeAccounts } from './judge.ts';
import { driveCalendar, nextCalendarTime } from './payout.ts';
import { isOpen } from './plan.ts';
import { PriceTable } from './price-table.ts';
import { runJob } from './run-job.ts';
import { SLICE } from './schedule.ts';
import type { CopyState, CopyWorld } from './state.ts';

/** Whether something is to be looked at, and the turn has room for it. */
export function mustDriveCopy(world: CopyWorld): boolean {
  const { work } = world.copy;
  return (work.looks > 0 && mustJudgeAccounts(world.copy)) || (work.left > 0 && isWorkDue(world));
}

function isWorkDue({ copy: { work, jobs } }: CopyWorld): boolean {
  return (
    work.groups.size > 0 ||
    work.accounts.size > 0 ||
    work.strategies.size > 0 ||
    work.followed.size > 0 ||
    work.closing.size > 0 ||
    jobs.size > 0
  );
}

/** Goes on with everything that can; what the turn has no room for follows in the next ones. */
export function driveCopy(world: CopyWorld, turn: Turn): void {
  const { work, accounts, strategies, jobs } = world.copy;
  const prices = new PriceTable(world);
  const hasRoom = (): boolean => work.left > 0 && !turn.full;
  driveGroups(world, turn);
  judgeAccounts(world, prices, turn);
  closePositions(world, turn);
  for (const id of work.accounts) {
    if (!hasRoom()) return;
    work.left--;
    work.accounts.delete(id);
    const account = accounts.get(id);
    if (account !== undefined && !waitsForPlan(world.copy, account)) driveAccount(world, account, prices, turn);
  }
  for (const id of work.followed) {
    if (!hasRoom()) return;
    work.followed.delete(id);
    const strategy = strategies.get(id);
    if (strategy !== undefined) driveFollowed(world, strategy, turn);
  }
  for (const id of work.strategies) {
    if (!hasRoom()) return;
    work.strategies.delete(id);
    const strategy = strategies.get(id);
    if (strategy !== undefined) driveStrategy(world, strategy, turn);
  }
  for (const job of jobs.values()) {
    if (!hasRoom()) return;
    runJob(world, job, turn);
  }
}

/** What groups leave of a turn when others wait, and what each of many groups has at least. */
const SHARE = SLICE / 10;

/** Groups share a turn, and leave a part of it to what else is to be done. */
function driveGroups(world: CopyWorld, turn: Turn): void {
  const { work, groups } = world.copy;
  const others = work.accounts.size + work.strategies.size + work.followed.size + work.closing.size;
  const left = others === 0 ? 0 : Math.min(SHARE, work.left);
  let waiting = work.groups.size;
  for (const id of work.groups) {
    const group = groups.get(id);
    if (group === undefined) {
      work.groups.delete(id);
      continue;
    }
    if (work.left <= left || turn.full) return;
    const kept = work.left - Math.min(work.left - left, Math.max(SHARE, Math.floor((work.left - left) / waiting)));
    work.left -= kept;
    driveGroup(world, group, turn);
    work.left += kept;
    waiting--;
  }
}

/**
 * An account whose shares in a group are not fixed yet takes no command before they are. A stop does not wait for them: the
 * account does not take part then.
 */
function waitsForPlan(copy: CopyState, { id, strategy }: CopyAccount): boolean {
  const group = copy.groups.get(copy.strategies.get(strategy)?.group ?? 0);
  if (group?.phase !== 'planning' || id <= group.cursor || id >= group.upTo) return false;
  const waiting = copy.work.unplanned.get(group.id);
  if (waiting === undefined) copy.work.unplanned.set(group.id, [id]);
  else waiting.push(id);
  return true;
}

/** Closes the positions of accounts that are to be flat: what is due now is one group. */
function closePositions(world: CopyWorld, turn: Turn): void {
  const { work, accounts } = world.copy;
  const due: CopyAccount[] = [];
  for (const id of work.closing) {
    if (due.length === SLICE || work.left <= 0 || turn.full) break;
    work.closing.delete(id);
    work.left--;
    const account = accounts.get(id);
    if (account === undefined || account.closing === null || account.group !== 0 || !hasPositions(account)) continue;
    if (account.positions.some(({ instrument, volume }) => volume !== 0 && isOpen(world, instrument)))
      due.push(account);
    else work.timers.set(id, turn.at + CLOSING_RETRY);
  }
  if (due.length > 0) beginClosing(world, due, turn);
}

/** Wakes what is due by now: accounts to be closed, strategies that wait for prices, days, payouts and interval ends. */
export function continueCopy(world: CopyWorld, turn: Turn): void {
  const { work } = world.copy;
  for (const id of work.timers.takeDue(turn.at, SLICE)) {
    if (id > 0) work.closing.add(id);
    else work.strategies.add(-id);
  }
  driveCalendar(world, turn);
}

/** Whether a turn had no room for all that is to be done. */
export function hasCopyWork(world: CopyWorld): boolean {
  return mustJudgeAccounts(world.copy) || isWorkDue(world);
}

/** When the next thing is due that has its moment (ms UTC). */
export function nextCopyTime(world: CopyWorld): number {
  return Math.min(world.copy.work.timers.next, nextCalendarTime(world));
}
