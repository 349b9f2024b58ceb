import type { SignalCandle } from './candle.ts';
import { BaseWatcher, CloseWatcher, type PastSignal, type Watcher } from './candle-watcher.ts';
import type { SignalCondition } from './condition.ts';
import { type PartSpec, partsOf } from './indicator-spec.ts';
import { endOf, type SignalInterval } from './interval.ts';
import { SharedIndicator } from './shared-indicator.ts';

/** The candles that conditions are told from. */
export interface ConditionSeries {
  readonly interval: SignalInterval;
  /** Candles before the first one that is looked at, so that no value depends much on where they begin. */
  readonly bars: number;
}

/** A signal, and by its place in the list which condition gave it. */
export interface ToldSignal extends PastSignal {
  readonly condition: number;
}

/**
 * When checked conditions began to hold over closed candles that are given one after the other, the oldest first: what somebody
 * who watched them would have been told. Of QFL each base counts once, with the first candle that touched its threshold.
 */
export class PastSignals {
  readonly series: ConditionSeries;
  /** Equal computations are made once. */
  readonly #indicators = new Map<string, SharedIndicator>();
  readonly #watchers: readonly Watcher[];

  /** Throws RangeError unless all conditions are about candles of one length: the rating `cumulative` is not. */
  constructor(conditions: readonly SignalCondition[]) {
    const parts = conditions.map(partOf);
    const [{ interval } = { interval: undefined }] = parts;
    if (interval === undefined || parts.some((part) => part.interval !== interval))
      throw new RangeError('signals of the past need conditions on candles of one length');
    this.series = { interval, bars: Math.max(...parts.map(({ bars }) => bars)) };
    this.#watchers = parts.map((part, i) => this.#watcher(part, conditions[i] as SignalCondition));
  }

  /** Takes in the next candle. Returns the signals that it gave. */
  push(candle: SignalCandle): readonly ToldSignal[] {
    const end = endOf(this.series.interval, candle.time);
    const told: ToldSignal[] = [];
    const look = (when: keyof Watcher): void => {
      for (const [condition, watcher] of this.#watchers.entries()) {
        const stamp = watcher[when](candle);
        if (stamp !== null) told.push({ condition, at: end, stamp, candle });
      }
    };
    look('opened');
    for (const indicator of this.#indicators.values()) indicator.push(candle, end);
    look('closed');
    return told;
  }

  #watcher({ key, bars, make, tests, interval }: PartSpec, condition: SignalCondition): Watcher {
    const indicator = this.#indicators.get(key) ?? new SharedIndicator(key, bars, make());
    this.#indicators.set(key, indicator);
    return condition.kind === 'qfl'
      ? new BaseWatcher(indicator, condition)
      : new CloseWatcher({ interval, indicator, tests });
  }
}

function partOf(condition: SignalCondition): PartSpec {
  const [part, ...others] = partsOf(condition);
  if (part === undefined || others.length > 0) throw new RangeError(`${condition.kind} is about several intervals`);
  return part;
}
