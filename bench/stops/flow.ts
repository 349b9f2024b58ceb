/** What both sides are given: conditions by number, a walk of prices, and how a condition that has fired is armed anew. */
export interface Flow {
  readonly conditions: number;
  readonly trailing: boolean;
  /** The price before the first tick. */
  readonly start: number;
  readonly prices: Float64Array;
  /** Steps from the start, or from the mark of a trailing condition, to the level of condition i at first. */
  readonly distances: Float64Array;
  /** Where condition i begins to follow, if it trails. */
  readonly marks: Float64Array;
}

export interface FlowShape {
  readonly conditions: number;
  readonly trailing: boolean;
  readonly ticks: number;
  /** No level is nearer to its start than this. */
  readonly nearest: number;
  /** The walk turns back here; 0: it never does. */
  readonly band: number;
}

const START = 1_000_000;
const SPREAD = 50_000;

/** Even conditions wait for a falling price, odd ones for a rising one. */
export const waitsForFall = (condition: number): boolean => (condition & 1) === 0;

export function makeFlow({ conditions, trailing, ticks, nearest, band }: FlowShape): Flow {
  const random = mixer(conditions + ticks);
  const prices = new Float64Array(ticks);
  let price = START;
  for (let i = 0; i < ticks; i += 1) {
    const move = (random() % 5) - 2;
    price += band > 0 && Math.abs(price + move - START) > band ? -move : move;
    prices[i] = price;
  }
  const distances = Float64Array.from({ length: conditions }, () => nearest + (random() % SPREAD));
  const marks = Float64Array.from({ length: conditions }, () => START + (random() % 1_001) - 500);
  return { conditions, trailing, start: START, prices, distances, marks };
}

/** The distance with which a condition is armed again after it fired in a tick. */
export function nextDistance(condition: number, tick: number): number {
  const mixed = Math.imul(condition ^ Math.imul(tick, 0x85ebca6b), 0x9e3779b1);
  return 1 + (((mixed ^ (mixed >>> 15)) >>> 0) % SPREAD);
}

/** What has fired, whatever the order within a tick. */
export class Fired {
  count = 0;
  hash = 0;

  note(condition: number, tick: number): void {
    this.count += 1;
    const mixed = Math.imul(condition + 1, 0x9e3779b1) ^ Math.imul(tick + 1, 0x85ebca6b);
    this.hash = (this.hash + Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)) | 0;
  }
}

function mixer(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 8) & 0xffffff;
  };
}
