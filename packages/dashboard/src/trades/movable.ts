import type { SmartTrade } from 'outcry/native-api';
import { isOver } from './steps.ts';

/** Whether the core lets a line of a running trade be moved: a waiting entry, steps that are not over, the stop loss. */
export function isMovable(trade: SmartTrade, id: string): boolean {
  if (!trade.allows.edit) return false;
  if (id === 'stop') return true;
  if (id === 'entry' || id === 'limit') return trade.allows.forceStart;
  const step = trade.steps.find(({ position }) => `step ${position}` === id);
  return step === undefined || !isOver(step.status);
}
