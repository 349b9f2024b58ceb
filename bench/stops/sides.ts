import type { TrailingSide } from '../../packages/core/src/stops/index.ts';
import { StopIndex } from '../../packages/core/src/stops/index.ts';
import { Fired, type Flow, nextDistance, waitsForFall } from './flow.ts';

/** One of the two that are measured: it takes the ticks of the flow and arms again what fires. */
export interface Contender {
  readonly fired: Fired;
  run(from: number, to: number): void;
}

const INSTRUMENT = 7;
/** Ticks from one batch of the journal, which tells moved marks, to the next. */
const BATCH = 100;

/** The id of a condition as an order gives it. */
const idOf = (condition: number): number => (condition + 1) * 128;

export function ours(flow: Flow): Contender & { index: StopIndex } {
  const index = new StopIndex();
  const fired = new Fired();
  const tell = (): void => {
    for (const moved of index.movedMarks()) index.applyMark(moved);
  };
  for (let i = 0; i < flow.conditions; i += 1) armOurs(index, flow, i, flow.distances[i] as number, markOf(flow, i));
  const run = (from: number, to: number): void => {
    const { prices, trailing } = flow;
    for (let tick = from; tick < to; tick += 1) {
      const price = prices[tick] as number;
      const reached = index.update(INSTRUMENT, 'last', price);
      if (reached.length > 0) {
        tell();
        for (const id of [...reached]) {
          const condition = id / 128 - 1;
          fired.note(condition, tick);
          index.cancel(id);
          armOurs(index, flow, condition, nextDistance(condition, tick), price);
        }
      } else if (trailing && tick % BATCH === 0) tell();
    }
  };
  return { index, fired, run };
}

function markOf(flow: Flow, condition: number): number {
  return flow.trailing ? (flow.marks[condition] as number) : flow.start;
}

export function armOurs(index: StopIndex, flow: Flow, condition: number, distance: number, from: number): void {
  const id = idOf(condition);
  const fall = waitsForFall(condition);
  if (flow.trailing) {
    const side: TrailingSide = fall ? 'sell' : 'buy';
    index.addTrailing({ id, instrument: INSTRUMENT, kind: 'last', side, unit: 'steps', distance, mark: from });
  } else {
    const level = fall ? from - distance : from + distance;
    index.add({ id, instrument: INSTRUMENT, kind: 'last', direction: fall ? 'below' : 'above', level });
  }
}

export function cancelOurs(index: StopIndex, condition: number): boolean {
  return index.cancel(idOf(condition));
}

/** A loop over typed arrays, one for each direction, that looks at every condition in every tick. */
export function naive(flow: Flow): Contender {
  const half = flow.conditions / 2;
  const falling = new Float64Array(half);
  const rising = new Float64Array(half);
  const highs = new Float64Array(flow.trailing ? half : 0);
  const lows = new Float64Array(flow.trailing ? half : 0);
  const sellDistances = new Float64Array(flow.trailing ? half : 0);
  const buyDistances = new Float64Array(flow.trailing ? half : 0);
  const fired = new Fired();
  const arm = (condition: number, distance: number, from: number): void => {
    const at = condition >> 1;
    const fall = waitsForFall(condition);
    (fall ? falling : rising)[at] = fall ? from - distance : from + distance;
    if (!flow.trailing) return;
    (fall ? highs : lows)[at] = from;
    (fall ? sellDistances : buyDistances)[at] = distance;
  };
  for (let i = 0; i < flow.conditions; i += 1) arm(i, flow.distances[i] as number, markOf(flow, i));
  const fire = (condition: number, tick: number, price: number): void => {
    fired.note(condition, tick);
    arm(condition, nextDistance(condition, tick), price);
  };
  const see = (price: number, tick: number): void => {
    for (let i = 0; i < half; i += 1) if ((falling[i] as number) >= price) fire(i * 2, tick, price);
    for (let i = 0; i < half; i += 1) if ((rising[i] as number) <= price) fire(i * 2 + 1, tick, price);
  };
  const follow = (price: number): void => {
    for (let i = 0; i < half; i += 1) {
      if ((highs[i] as number) >= price) continue;
      highs[i] = price;
      falling[i] = price - (sellDistances[i] as number);
    }
    for (let i = 0; i < half; i += 1) {
      if ((lows[i] as number) <= price) continue;
      lows[i] = price;
      rising[i] = price + (buyDistances[i] as number);
    }
  };
  const run = (from: number, to: number): void => {
    for (let tick = from; tick < to; tick += 1) {
      const price = flow.prices[tick] as number;
      if (flow.trailing) follow(price);
      see(price, tick);
    }
  };
  return { fired, run };
}
