import { divide } from '../numbers/index.ts';
import type { Condition, FixedCondition, MovedMark, PriceKind, TrailingCondition } from './condition.ts';

interface Armed {
  readonly condition: Condition;
  /** The best price it has seen, and as far as it has been told; nothing of these on a fixed one. */
  live: number;
  told: number;
}

/** What StopIndex does, done by looking at every condition: the twin that its tests compare it with. */
export class NaiveStops {
  readonly #armed = new Map<number, Armed>();

  get count(): number {
    return this.#armed.size;
  }

  has(id: number): boolean {
    return this.#armed.has(id);
  }

  add(condition: FixedCondition): void {
    this.#armed.set(condition.id, { condition, live: 0, told: 0 });
  }

  addTrailing(condition: TrailingCondition): void {
    this.#armed.set(condition.id, { condition, live: condition.mark, told: condition.mark });
  }

  cancel(id: number): boolean {
    return this.#armed.delete(id);
  }

  levelOf(id: number): number | undefined {
    const armed = this.#armed.get(id);
    return armed === undefined ? undefined : level(armed);
  }

  markOf(id: number): number | undefined {
    const armed = this.#armed.get(id);
    return armed !== undefined && 'side' in armed.condition ? armed.live : undefined;
  }

  update(instrument: number, kind: PriceKind, price: number): readonly number[] {
    const reached: Armed[] = [];
    for (const armed of this.#armed.values()) {
      const { condition } = armed;
      if (condition.instrument !== instrument || condition.kind !== kind) continue;
      if ('side' in condition && (condition.side === 'sell' ? price > armed.live : price < armed.live)) {
        armed.live = price;
      }
      if (fallsFor(condition) ? price <= level(armed) : price >= level(armed)) reached.push(armed);
    }
    return reached.sort(inOrder).map(({ condition }) => condition.id);
  }

  movedMarks(instrument?: number, kind?: PriceKind): MovedMark[] {
    const moved = new Map<string, MovedMark>();
    for (const { condition, live, told } of this.#armed.values()) {
      if (!('side' in condition) || live === told) continue;
      if (instrument !== undefined && condition.instrument !== instrument) continue;
      if (kind !== undefined && condition.kind !== kind) continue;
      const { side } = condition;
      const name = `${condition.instrument} ${condition.kind} ${side}`;
      moved.set(name, { instrument: condition.instrument, kind: condition.kind, side, mark: live });
    }
    const kinds = ['last', 'bid', 'ask'];
    const rank = (m: MovedMark): number => m.instrument * 6 + kinds.indexOf(m.kind) * 2 + (m.side === 'sell' ? 0 : 1);
    return [...moved.values()].sort((a, b) => rank(a) - rank(b));
  }

  applyMark({ instrument, kind, side, mark }: MovedMark): void {
    for (const armed of this.#armed.values()) {
      const { condition } = armed;
      if (!('side' in condition) || condition.side !== side) continue;
      if (condition.instrument !== instrument || condition.kind !== kind) continue;
      if (side === 'sell' ? mark > armed.told : mark < armed.told) armed.told = mark;
      if (side === 'sell' ? mark > armed.live : mark < armed.live) armed.live = mark;
    }
  }

  *entries(): Generator<Condition, void> {
    for (const { condition, told } of [...this.#armed.values()].sort((a, b) => a.condition.id - b.condition.id)) {
      yield 'side' in condition ? { ...condition, mark: told } : condition;
    }
  }
}

function fallsFor(condition: Condition): boolean {
  return 'side' in condition ? condition.side === 'sell' : condition.direction === 'below';
}

/** How far the level lies from the mark: the exact share of it, rounded up, and at least one step. */
function distance({ condition, live }: Armed): number {
  if (!('side' in condition)) return 0;
  if (condition.unit === 'steps') return condition.distance;
  const share = divide(BigInt(Math.abs(live)) * BigInt(condition.distance), 1_000_000n, 'ceiling');
  return Math.max(1, Number(share));
}

function level(armed: Armed): number {
  const { condition } = armed;
  if (!('side' in condition)) return condition.level;
  return condition.side === 'sell' ? armed.live - distance(armed) : armed.live + distance(armed);
}

function inOrder(a: Armed, b: Armed): number {
  const falling = fallsFor(a.condition);
  if (falling !== fallsFor(b.condition)) return falling ? -1 : 1;
  const byLevel = falling ? level(b) - level(a) : level(a) - level(b);
  return (
    byLevel || distance(a) - distance(b) || form(a) - form(b) || own(a) - own(b) || a.condition.id - b.condition.id
  );
}

function form({ condition }: Armed): number {
  return !('side' in condition) ? 0 : condition.unit === 'steps' ? 1 : 2;
}

function own({ condition }: Armed): number {
  return 'side' in condition ? condition.distance : 0;
}
