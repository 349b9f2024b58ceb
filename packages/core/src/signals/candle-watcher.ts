import type { SignalCandle } from './candle.ts';
import type { QflCondition } from './condition.ts';
import { qflThreshold } from './qfl-threshold.ts';
import type { SharedIndicator } from './shared-indicator.ts';
import { partMet, type SignalPart } from './signal-part.ts';

/** A moment at which a condition began to hold. */
export interface PastSignal {
  /** When its candle ended (ms UTC): then at the latest. */
  readonly at: number;
  /** The value's stamp, as of `Signal`. */
  readonly stamp: number;
  /** The candle whose close, or of QFL whose prices, made it hold. */
  readonly candle: SignalCandle;
}

/** Looks at each candle of a condition twice. Both return the stamp of a signal, or null. */
export interface Watcher {
  /** Before its indicator has taken the candle in. */
  opened(candle: SignalCandle): number | null;
  closed(candle: SignalCandle): number | null;
}

/** A condition that is told at the close of candles; whether its first value is new nobody knows. */
export class CloseWatcher implements Watcher {
  readonly #part: SignalPart;
  #before: boolean | undefined;

  constructor(part: SignalPart) {
    this.#part = part;
  }

  opened(): null {
    return null;
  }

  closed(): number | null {
    const met = partMet(this.#part);
    const isNew = met === true && this.#before === false;
    this.#before = met;
    return isNew ? this.#part.indicator.closedAt : null;
  }
}

/** A condition on the distance from a base. */
export class BaseWatcher implements Watcher {
  readonly #indicator: SharedIndicator;
  readonly #condition: QflCondition;
  #base = -1;
  #threshold = Number.NEGATIVE_INFINITY;
  #isTold = true;

  constructor(indicator: SharedIndicator, condition: QflCondition) {
    this.#indicator = indicator;
    this.#condition = condition;
  }

  opened({ low }: SignalCandle): number | null {
    return this.#look(low);
  }

  /** A new base may stand above the price already. */
  closed({ close }: SignalCandle): number | null {
    const [price, time] = this.#indicator.current ?? [];
    if (price === undefined || Number(time) === this.#base) return null;
    this.#base = Number(time);
    this.#threshold = qflThreshold(this.#condition, price);
    this.#isTold = false;
    return this.#look(close);
  }

  #look(price: number): number | null {
    if (this.#isTold || price > this.#threshold) return null;
    this.#isTold = true;
    return this.#base;
  }
}
