import type { NewSmartTradeSettings, SmartTradeSettings, SmartTradeSettingsChanges } from 'outcry/native-api';
import { isSame } from '../same.ts';

/** What a draft of a trade that is there changes; take profits as the whole set, unchanged ones word for word. */
export function changesOf(before: SmartTradeSettings, after: NewSmartTradeSettings): SmartTradeSettingsChanges {
  const changes: SmartTradeSettingsChanges = {};
  if (after.entry !== null && !isSame(before.entry, after.entry)) changes.entry = after.entry;
  const { averagePrice } = after;
  if (after.entry === null && averagePrice != null && !isSame(before.averagePrice, averagePrice))
    changes.averagePrice = averagePrice;
  const known = new Map(before.takeProfits.map((step) => [step.position, step]));
  const steps = (after.takeProfits ?? []).map((step) => {
    const own = known.get(step.position ?? 0);
    return own !== undefined && isSame(own, step) ? own : step;
  });
  const isChanged = steps.length !== known.size || steps.some((step) => known.get(step.position ?? 0) !== step);
  if (isChanged) changes.takeProfits = steps;
  const stop = after.stopLoss ?? null;
  if (!isSame(before.stopLoss, stop)) changes.stopLoss = stop;
  return changes;
}
