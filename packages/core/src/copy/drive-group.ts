import type { Turn } from '../turn.ts';
import type { CommandDone } from './book-events.ts';
import type { Group } from './group.ts';
import { beginJob, closingOf } from './job.ts';
import { planSlice } from './plan.ts';
import { priceRequest } from './price-request.ts';
import { isProcessed, sendRequest } from './send-request.ts';
import { settleSlice } from './settle.ts';
import { type CopyWorld, strategyById } from './state.ts';
import type { GroupEnded, SignalDone } from './trade-events.ts';

/** Brings a group as far as it can go in this turn. One that waits for liquidity is looked at when that has answered. */
export function driveGroup(world: CopyWorld, group: Group, turn: Turn): void {
  const { work } = world.copy;
  if (group.phase === 'planning') {
    while (group.phase === 'planning') {
      if (work.left <= 0 || turn.full) return;
      work.left -= planSlice(world, group, work.left, turn);
    }
  }
  if (group.phase === 'filling' && !fill(world, group, turn)) return;
  while (group.phase === 'settling' && group.settled < group.planned) {
    if (work.left <= 0 || turn.full) return;
    work.left -= settleSlice(world, group, work.left, turn);
  }
  if (group.phase === 'settling') end(world, group, turn);
  else work.groups.delete(group.id);
}

/** Orders what is not ordered yet, and fixes the prices of what liquidity has answered. False: it goes on in the next turn. */
function fill(world: CopyWorld, group: Group, turn: Turn): boolean {
  const { requests, work } = world.copy;
  for (const id of group.requests) {
    const request = requests.get(id);
    if (request === undefined || request.processedAt > 0) continue;
    if (!isProcessed(request)) sendRequest(world, request, turn);
    if (isProcessed(request) && !priceRequest(world, group, request, turn)) return false;
  }
  work.groups.add(group.id);
  return true;
}

function end(world: CopyWorld, group: Group, turn: Turn): void {
  const { id, strategy, kind } = group;
  turn.emit({ type: 'copy.groupEnded', at: turn.at, id } satisfies GroupEnded);
  if (kind !== 'close') finishWorkOf(world, strategy, turn);
}

/** The work that a strategy's group was for is done; a strategy that closes goes on with its accounts. */
export function finishWorkOf({ copy }: CopyWorld, id: number, turn: Turn): void {
  const work = strategyById(copy, id).queue[0];
  if (work === undefined) return;
  if (work.kind !== 'command') {
    const { signal, rows } = work;
    return endSignal(id, signal, rows.length, 1, turn);
  }
  if (work.name === 'copy.closeStrategy') beginJob(copy, closingOf(copy, id, 0), turn);
  else endCommand(id, work.command, 1, null, turn);
}

export function endSignal(strategy: number, signal: number, count: number, status: number, turn: Turn): void {
  turn.emit({ type: 'copy.signalDone', at: turn.at, signal, count, strategy, status } satisfies SignalDone);
}

export function endCommand(strategy: number, id: number, status: number, detail: string | null, turn: Turn): void {
  turn.emit({ type: 'copy.commandDone', at: turn.at, id, account: 0, strategy, status, detail } satisfies CommandDone);
}
