export { applyGrid } from './apply.ts';
export { applyGridLeg, applyGridOrder, applyGridStops } from './apply-order.ts';
export { checkGrid, MAX_GRID_NAME, MAX_GRID_NOTE, MAX_LINES } from './check-settings.ts';
export type {
  CreateGrid,
  DeleteGrid,
  DisableGrid,
  EditGrid,
  EnableGrid,
  GridCommand,
  NoteGrid,
} from './commands.ts';
export { decideGrid, MAX_GRIDS } from './decide.ts';
export { continueGrid, driveGrid, mustDriveGrid, nextGridTime } from './drive.ts';
export {
  type CellStart,
  GRID_EVENTS,
  type GridEvent,
  type LineSold,
  type StopEnd,
  type StopReason,
} from './events.ts';
export { freeCoins } from './free-coins.ts';
export { heldOf } from './held.ts';
export { type PlannedGrid, type PlannedLine, planGrid } from './plan.ts';
export {
  type GridAmount,
  type GridFigures,
  type GridLine,
  type GridRecord,
  gridFigures,
  gridLinePrice,
  gridLines,
  gridRecord,
  gridsOf,
  hasActiveGrids,
} from './queries.ts';
export { GRID_DEFAULTS, type GridSettings, type GridStop, STOP_ACTIONS, type StopAction } from './settings.ts';
export { type GridSnapshot, restoreGrid, snapshotGrid } from './snapshot.ts';
export {
  type Cell,
  emptyGrid,
  GRID_STATUSES,
  type GridBot,
  type GridRole,
  type GridState,
  type GridStatus,
  type GridWorld,
  gridById,
} from './state.ts';
