import type { SignalTrigger } from './condition.ts';
import type { SignalInterval } from './interval.ts';
import type { SharedIndicator } from './shared-indicator.ts';

/** A comparison of one line of an indicator with a level, in the unit of the line. */
export interface LevelTest {
  readonly line: number;
  readonly trigger: SignalTrigger;
  readonly level: bigint;
}

/** One indicator that a condition asks about, with what it asks. */
export interface SignalPart {
  readonly interval: SignalInterval;
  readonly indicator: SharedIndicator;
  readonly tests: readonly LevelTest[];
}

/** Whether all tests hold after the newest candle; undefined while the indicator has no value. */
export function partMet({ indicator, tests }: SignalPart): boolean | undefined {
  const { current, previous } = indicator;
  if (current === undefined) return undefined;
  return tests.every(({ line, trigger, level }) => holds(trigger, current[line] as bigint, previous?.[line], level));
}

function holds(trigger: SignalTrigger, value: bigint, before: bigint | undefined, level: bigint): boolean {
  switch (trigger) {
    case 'less':
      return value < level;
    case 'greater':
      return value > level;
    case 'crossing_above':
      return value > level && before !== undefined && before <= level;
    case 'crossing_below':
      return value < level && before !== undefined && before >= level;
  }
}
