import {
  type Condition,
  checkCondition,
  type Direction,
  type FixedCondition,
  isPrice,
  type MovedMark,
  PRICE_KINDS,
  type PriceKind,
  stepsOfMillionths,
  type TrailingCondition,
  type TrailingSide,
} from './condition.ts';
import { ConditionPool, FIXED, MILLIONTHS, STEPS } from './condition-pool.ts';
import { TrailingGroups } from './trailing-groups.ts';
import { WatchSide } from './watch-side.ts';

const KINDS: Readonly<Record<PriceKind, number>> = { last: 0, bid: 1, ask: 2 };

/**
 * Resting price conditions, found when a price reaches them without a look at the rest: a tick that neither fires nor
 * moves anything costs two comparisons, however many are armed. Ids belong to whoever arms.
 *
 * The index keeps two things apart. What is armed, with its marks as events have told them, changes by `add`,
 * `addTrailing`, `cancel` and `applyMark` alone, and is what `entries` gives. What `update` has seen since then, one best
 * price per side, is market state: it counts for what fires, for `markOf` and `levelOf`, and is told by `movedMarks`.
 */
export class StopIndex {
  readonly #conditions = new ConditionPool();
  readonly #groups = new TrailingGroups(this.#conditions);
  /** By instrument × 3 + kind: number of the watch + 1; 0 where nothing was ever armed. */
  #watches = new Int32Array(64);
  /** By watch: its instrument × 3 + kind. */
  readonly #keys: number[] = [];
  /** By watch: nothing happens at prices between these two. */
  #quiet = new Float64Array(16);
  /** By watch × 2: the side that waits for the price to fall, and behind it the one that waits for it to rise. */
  readonly #sides: WatchSide[] = [];
  /** How many sides have marks that have moved; they stand in the list, and some whose marks have been told since. */
  #moved = 0;
  #moving: WatchSide[] = [];
  readonly #found: number[] = [];
  readonly #reached: number[] = [];

  /** Armed conditions. */
  get count(): number {
    return this.#conditions.count;
  }

  /** Memory of the typed arrays. */
  get bytes(): number {
    const tables = this.#sides.reduce((sum, side) => sum + side.groups.bytes, 0);
    return this.#conditions.bytes + this.#groups.bytes + tables + this.#watches.byteLength + this.#quiet.byteLength;
  }

  has(id: number): boolean {
    return this.#conditions.find(id) >= 0;
  }

  /** Arms a condition. One whose level is reached already fires at the next update. Throws a RangeError for a bad field. */
  add(condition: FixedCondition): void {
    const side = this.#sideFor(condition, condition.direction === 'below' ? 0 : 1);
    const node = this.#conditions.create(condition.id, -side.sign * condition.level, FIXED, side.number);
    side.fixed = this.#conditions.heaps.meld(side.fixed, node);
    this.#refresh(side);
  }

  /**
   * Arms a trailing condition. Throws a RangeError for a bad field, and an Error while its side has moved marks that
   * `applyMark` has not been told: later marks would reach back to prices from before it was armed.
   */
  addTrailing(condition: TrailingCondition): void {
    const side = this.#sideFor(condition, condition.side === 'sell' ? 0 : 1);
    const form = condition.unit === 'steps' ? STEPS : MILLIONTHS;
    this.#groups.add(side, condition.id, condition.distance, form, side.sign * condition.mark);
    this.#refresh(side);
  }

  /** Takes a condition out; false when it is not armed. */
  cancel(id: number): boolean {
    const node = this.#conditions.find(id);
    if (node < 0) return false;
    const side = this.#sideOf(node);
    if (this.#conditions.formOf(node) === FIXED) side.fixed = this.#conditions.heaps.remove(side.fixed, node);
    else this.#groups.remove(side, node);
    this.#conditions.release(node);
    this.#refresh(side);
    return true;
  }

  /** The price at which a condition fires now, or undefined when it is not armed. */
  levelOf(id: number): number | undefined {
    const node = this.#conditions.find(id);
    if (node < 0) return undefined;
    const side = this.#sideOf(node);
    return side.sign * this.#level(side, node) + 0;
  }

  /** The best price a trailing condition has seen, or undefined when none with this id is armed. */
  markOf(id: number): number | undefined {
    const node = this.#conditions.find(id);
    if (node < 0 || this.#conditions.formOf(node) === FIXED) return undefined;
    const side = this.#sideOf(node);
    return side.sign * this.#mark(side, node) + 0;
  }

  /**
   * A new price of an instrument: follows it where trailing conditions do, and returns the ids of the conditions it
   * reaches. They stay armed until `cancel`. First those that wait for a falling price, then those for a rising one; in
   * each the level the price has passed first; at one level the shorter distance in steps (fixed ones have none), then
   * steps before millionths, then the fewer, then the lower id. The list is used again by the next call.
   */
  update(instrument: number, kind: PriceKind, price: number): readonly number[] {
    const reached = this.#reached;
    if (reached.length > 0) reached.length = 0;
    const watch = (this.#watches[instrument * 3 + KINDS[kind]] ?? 0) - 1;
    if (watch < 0) return reached;
    const quiet = watch << 1;
    if (price > (this.#quiet[quiet] as number) && price < (this.#quiet[quiet + 1] as number)) return reached;
    if (!isPrice(price)) throw new RangeError(`price must be a whole number of price steps, not ${price}`);
    this.#move(this.#sides[quiet] as WatchSide, price);
    this.#move(this.#sides[quiet + 1] as WatchSide, -price);
    return reached;
  }

  /** Whether marks have moved since they were last applied. */
  get hasMovedMarks(): boolean {
    return this.#moved > 0;
  }

  /**
   * The marks that have moved since they were last applied, by instrument, kind and side: one for each side, because
   * all its marks below the best price stand at it. Without an instrument: all of them.
   */
  movedMarks(instrument?: number, kind?: PriceKind): MovedMark[] {
    const moved: MovedMark[] = [];
    if (this.#moved === 0) return moved;
    this.#moving = this.#moving.filter((side) => {
      side.listed = side.counted;
      return side.listed;
    });
    for (const side of this.#moving) {
      const name = this.#nameOf(side);
      if (instrument !== undefined && name.instrument !== instrument) continue;
      if (kind === undefined || name.kind === kind) moved.push({ ...name, mark: side.sign * side.peak + 0 });
    }
    return moved.sort((a, b) => order(a) - order(b));
  }

  /** Moves every mark on a side that is worse than this one to it. Nothing happens where there is none. */
  applyMark({ instrument, kind, side: name, mark }: MovedMark): void {
    const watch = this.#watches[instrument * 3 + KINDS[kind]] ?? 0;
    if (watch === 0) return;
    const side = this.#sides[(watch - 1) * 2 + (name === 'sell' ? 0 : 1)] as WatchSide;
    this.#groups.settle(side, side.sign * mark);
    this.#refresh(side);
  }

  /** Every armed condition, lowest id first, with its mark as `applyMark` has left it. */
  *entries(): Generator<Condition, void> {
    for (const node of this.#conditions.sorted()) yield this.#entry(node);
  }

  /** The armed condition with this id, as `entries` gives it. */
  entry(id: number): Condition | undefined {
    const node = this.#conditions.find(id);
    return node < 0 ? undefined : this.#entry(node);
  }

  #entry(node: number): Condition {
    const side = this.#sideOf(node);
    const { instrument, kind, side: name } = this.#nameOf(side);
    const id = this.#conditions.keyOf(node);
    const key = this.#conditions.heaps.key(node);
    const form = this.#conditions.formOf(node);
    if (form === FIXED) {
      const direction: Direction = name === 'sell' ? 'below' : 'above';
      return { id, instrument, kind, direction, level: -side.sign * key + 0 };
    }
    const mark = side.sign * this.#groups.keyOf(this.#conditions.homeOf(node)) + 0;
    return { id, instrument, kind, side: name, unit: form === STEPS ? 'steps' : 'millionths', distance: key, mark };
  }

  /** A price outside the quiet prices of a side's watch. */
  #move(side: WatchSide, price: number): void {
    if (price > side.moveAt) {
      this.#groups.follow(side, price);
      this.#refresh(side);
    }
    if (price <= side.fireAt) this.#collect(side, price);
  }

  #collect(side: WatchSide, price: number): void {
    const found = this.#found;
    found.length = 0;
    this.#conditions.heaps.upTo(side.fixed, -price, found);
    this.#groups.reached(side, price, found);
    if (found.length > 1) found.sort((a, b) => this.#compare(side, a, b));
    for (const node of found) this.#reached.push(this.#conditions.keyOf(node));
  }

  #compare(side: WatchSide, a: number, b: number): number {
    const byLevel = this.#level(side, b) - this.#level(side, a);
    if (byLevel !== 0) return byLevel;
    const byMark = this.#mark(side, a) - this.#mark(side, b);
    if (byMark !== 0) return byMark;
    const { heaps } = this.#conditions;
    const byForm = this.#conditions.formOf(a) - this.#conditions.formOf(b);
    return byForm || heaps.key(a) - heaps.key(b) || heaps.tie(a) - heaps.tie(b);
  }

  /** The mark of a condition as its side sees prices; the level itself when it stays. */
  #mark(side: WatchSide, node: number): number {
    if (this.#conditions.formOf(node) === FIXED) return -this.#conditions.heaps.key(node);
    return this.#groups.liveMark(side, this.#conditions.homeOf(node));
  }

  #level(side: WatchSide, node: number): number {
    const mark = this.#mark(side, node);
    const form = this.#conditions.formOf(node);
    if (form === FIXED) return mark;
    const distance = this.#conditions.heaps.key(node);
    return mark - (form === STEPS ? distance : stepsOfMillionths(mark, distance));
  }

  #sideOf(node: number): WatchSide {
    const home = this.#conditions.homeOf(node);
    const number = this.#conditions.formOf(node) === FIXED ? home : this.#groups.sideOf(home);
    return this.#sides[number] as WatchSide;
  }

  #nameOf(side: WatchSide): { instrument: number; kind: PriceKind; side: TrailingSide } {
    const key = this.#keys[side.number >> 1] as number;
    const instrument = Math.floor(key / 3);
    return { instrument, kind: PRICE_KINDS[key % 3] as PriceKind, side: side.sign === 1 ? 'sell' : 'buy' };
  }

  /** The side of a condition that is about to be armed, made on first use. */
  #sideFor(condition: Condition, half: 0 | 1): WatchSide {
    const wrong = checkCondition(condition);
    if (wrong !== null) throw new RangeError(`${wrong.field} ${wrong.detail}`);
    if (this.has(condition.id)) throw new RangeError(`condition ${condition.id} is armed already`);
    const key = condition.instrument * 3 + KINDS[condition.kind];
    if (key >= this.#watches.length) {
      const watches = new Int32Array(Math.max(key + 1, this.#watches.length * 2));
      watches.set(this.#watches);
      this.#watches = watches;
    }
    if (this.#watches[key] === 0) this.#watch(key);
    return this.#sides[((this.#watches[key] as number) - 1) * 2 + half] as WatchSide;
  }

  #watch(key: number): void {
    const watch = this.#keys.push(key);
    this.#watches[key] = watch;
    this.#sides.push(new WatchSide(watch * 2 - 2, this.#groups), new WatchSide(watch * 2 - 1, this.#groups));
    if (watch * 2 > this.#quiet.length) {
      const quiet = new Float64Array(this.#quiet.length * 2);
      quiet.set(this.#quiet);
      this.#quiet = quiet;
    }
  }

  /** Finds anew between which prices nothing happens on a side and its watch. */
  #refresh(side: WatchSide): void {
    const fixed = side.fixed < 0 ? Number.NEGATIVE_INFINITY : -this.#conditions.heaps.key(side.fixed);
    side.fireAt = Math.max(fixed, this.#groups.highestLevel(side));
    side.moveAt = side.hasMoved ? side.peak : this.#groups.lowestMark(side);
    const quiet = side.number & -2;
    const falling = this.#sides[quiet] as WatchSide;
    const rising = this.#sides[quiet + 1] as WatchSide;
    this.#quiet[quiet] = Math.max(falling.fireAt, -rising.moveAt - 1);
    this.#quiet[quiet + 1] = Math.min(-rising.fireAt, falling.moveAt + 1);
    if (side.hasMoved !== side.counted) this.#count(side);
  }

  #count(side: WatchSide): void {
    side.counted = side.hasMoved;
    this.#moved += side.counted ? 1 : -1;
    if (!side.counted || side.listed) return;
    side.listed = true;
    this.#moving.push(side);
  }
}

function order({ instrument, kind, side }: MovedMark): number {
  return (instrument * 3 + KINDS[kind]) * 2 + (side === 'sell' ? 0 : 1);
}
