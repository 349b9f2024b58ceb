import type { CopyEvent, CoreEvent, OrderFilled } from '@outcry/core';
import type { StatementRun } from '../../journal/index.ts';
import type { ProjectedTurn, ProjectedWorld } from '../projected-turn.ts';
import {
  projectClosed,
  projectCommand,
  projectCommandDone,
  projectDay,
  projectDayValued,
  projectInterval,
} from './project-accounts.ts';
import { projectBalanceDeal, projectCorrection, projectFeeDeal, projectSettled } from './project-deals.ts';
import { projectFill, projectPriced, projectRequests, projectVolumes } from './project-requests.ts';
import { projectSignalDone, projectSignals } from './project-signals.ts';
import { projectBalanceTransfer, projectFeeTransfers, projectOutside, projectReward } from './project-transfers.ts';
import { WrittenRows } from './written-rows.ts';

/** Most turns write nothing; they share this. */
const NO_RUNS: readonly StatementRun[] = Object.freeze([]);

/** What copy trading did in a turn. */
export function projectCopy({ events }: ProjectedTurn, world: ProjectedWorld): readonly StatementRun[] {
  const { streamOf } = world.copy;
  if (!events.some((event) => isCopy(event) || isFillOf(event, streamOf))) return NO_RUNS;
  const rows = new WrittenRows();
  for (const event of events as readonly (CopyEvent | OrderFilled)[]) projectEvent(event, events, world, rows);
  projectVolumes(events, world, rows);
  return rows.runs;
}

function isCopy({ type }: CoreEvent): boolean {
  return type.startsWith('copy.');
}

function isFillOf(event: CoreEvent, accounts: ReadonlyMap<number, number>): boolean {
  return event.type === 'orders.filled' && accounts.has((event as OrderFilled).account);
}

function projectEvent(
  event: CopyEvent | OrderFilled,
  events: readonly CoreEvent[],
  world: ProjectedWorld,
  rows: WrittenRows,
): void {
  switch (event.type) {
    case 'copy.transferred':
      return projectOutside(event, world, rows);
    case 'copy.balanced':
      projectBalanceDeal(event, world, rows);
      return projectBalanceTransfer(event, world, rows);
    case 'copy.intervalEnded':
      projectInterval(event, rows);
      projectFeeDeal(event, world, rows);
      return projectFeeTransfers(event, world, rows);
    case 'copy.corrected':
      return projectCorrection(event, world, rows);
    case 'copy.rewardPaid':
      return projectReward(event, world, rows);
    case 'copy.dayBegun':
      return projectDay(event, world, rows);
    case 'copy.dayValued':
      return projectDayValued(event, rows);
    case 'copy.groupSettled':
      return projectSettled(event, world, rows);
    case 'copy.signalled':
      return projectSignals(event, world, rows);
    case 'copy.signalDone':
      return projectSignalDone(event, rows);
    case 'copy.groupPlanned':
      return projectRequests(event, world, rows);
    case 'copy.requestPriced':
      return projectPriced(event, events, world, rows);
    case 'copy.commandAdded':
      return projectCommand(event, rows);
    case 'copy.commandDone':
      return projectCommandDone(event, rows);
    case 'copy.accountClosed':
      return projectClosed(event, world, rows);
    case 'orders.filled':
      return projectFill(event, world, rows);
  }
}
