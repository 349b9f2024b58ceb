import { MILLION, stepsOfMillionths } from './condition.ts';
import { type ConditionPool, MILLIONTHS, STEPS } from './condition-pool.ts';
import { LeftistHeaps } from './leftist-heaps.ts';
import type { WatchSide } from './watch-side.ts';

/**
 * 32-bit words of a group: how many members, the roots of their heaps (by steps at the word STEPS, by millionths at the
 * word MILLIONTHS), the place among the overtaken groups of its side, and the number of that side.
 */
const COUNT = 0;
const PLACE = MILLIONTHS + 1;
const SIDE = PLACE + 1;
const WORDS = SIDE + 1;
const WAITING = -1;

const NOTHING = Number.POSITIVE_INFINITY;

/**
 * The trailing conditions of all sides, in groups of equal mark. A better price only lifts the side's `peak` over the
 * groups it overtakes; `settle` is what moves marks: the overtaken groups fall together, the smaller into the larger.
 */
export class TrailingGroups {
  readonly #conditions: ConditionPool;
  /** Both heaps number their nodes alike: a group is the same node in each. */
  readonly #marks = new LeftistHeaps();
  readonly #levels = new LeftistHeaps();
  #words = new Int32Array(16 * WORDS);
  readonly #visited: number[] = [];

  constructor(conditions: ConditionPool) {
    this.#conditions = conditions;
  }

  get bytes(): number {
    return this.#marks.bytes + this.#levels.bytes + this.#words.byteLength;
  }

  /** The mark of a group as events have told it, as its side sees prices. */
  keyOf(group: number): number {
    return this.#marks.key(group);
  }

  /** The number of the side that a group watches. */
  sideOf(group: number): number {
    return this.#word(group, SIDE);
  }

  /** The mark with the market's newest prices in it. */
  liveMark(side: WatchSide, group: number): number {
    return this.#word(group, PLACE) === WAITING ? this.keyOf(group) : side.peak;
  }

  /** Enters a condition with this mark. Throws while moved marks are not told: it has not seen those prices. */
  add(side: WatchSide, id: number, distance: number, form: typeof STEPS | typeof MILLIONTHS, mark: number): void {
    if (side.hasMoved) throw new Error('moved marks must be told before a trailing condition is armed on their side');
    const node = this.#conditions.create(id, distance, form, 0);
    const known = side.groups.find(mark);
    const group = known >= 0 ? known : this.#begin(side, mark);
    this.#conditions.setHome(node, group);
    this.#setWord(group, form, this.#conditions.heaps.meld(this.#word(group, form), node));
    this.#setWord(group, COUNT, this.#word(group, COUNT) + 1);
    this.#relevel(side, group);
  }

  /** Takes a condition out of its group. */
  remove(side: WatchSide, node: number): void {
    const group = this.#conditions.homeOf(node);
    const form = this.#conditions.formOf(node);
    this.#setWord(group, form, this.#conditions.heaps.remove(this.#word(group, form), node));
    const left = this.#word(group, COUNT) - 1;
    this.#setWord(group, COUNT, left);
    if (left > 0) return this.#relevel(side, group);
    side.byLevel = this.#levels.remove(side.byLevel, group);
    side.groups.remove(this.keyOf(group));
    if (this.#word(group, PLACE) === WAITING) side.byMark = this.#marks.remove(side.byMark, group);
    else this.#leaveOvertaken(side, group);
    this.#release(group);
  }

  /** The market has a new best price, above the lowest mark. */
  follow(side: WatchSide, price: number): void {
    side.peak = price;
    while (side.byMark >= 0 && this.keyOf(side.byMark) < price) {
      const group = side.byMark;
      side.byMark = this.#marks.remove(group, group);
      this.#setWord(group, PLACE, side.overtaken.length);
      side.overtaken.push(group);
      side.shortestSteps = Math.min(side.shortestSteps, this.#shortest(group, STEPS));
      side.shortestMillionths = Math.min(side.shortestMillionths, this.#shortest(group, MILLIONTHS));
    }
  }

  /** Every mark below this one has moved to it, for good. */
  settle(side: WatchSide, mark: number): void {
    const { peak } = side;
    this.follow(side, Math.max(mark, peak));
    const overtaken = side.overtaken.slice();
    side.forgetPeak();
    let merged = -1;
    for (const group of overtaken) {
      this.#setWord(group, PLACE, WAITING);
      if (this.keyOf(group) >= mark) side.byMark = this.#marks.meld(side.byMark, group);
      else merged = this.#merge(merged, this.#detach(side, group));
    }
    if (merged >= 0) this.#moveTo(side, merged, mark);
    if (side.byMark >= 0 && peak > this.keyOf(side.byMark)) this.follow(side, peak);
  }

  /** The highest level of the side's trailing conditions; while marks are not told it may be too high, never too low. */
  highestLevel(side: WatchSide): number {
    let level = side.byLevel < 0 ? -NOTHING : -this.#levels.key(side.byLevel);
    if (side.hasMoved) {
      level = Math.max(level, levelFrom(side.peak, side.shortestSteps, side.shortestMillionths));
    }
    return level;
  }

  /** The lowest mark that no newer price has overtaken. */
  lowestMark(side: WatchSide): number {
    return side.byMark < 0 ? NOTHING : this.keyOf(side.byMark);
  }

  /** Appends the conditions whose level the price has reached. */
  reached(side: WatchSide, price: number, into: number[]): void {
    const groups = this.#visited;
    groups.length = 0;
    this.#levels.upTo(side.byLevel, -price, groups);
    for (const group of groups) {
      if (this.#word(group, PLACE) === WAITING) this.#reachedIn(group, price, this.keyOf(group), into);
    }
    for (const group of side.overtaken) this.#reachedIn(group, price, side.peak, into);
  }

  #reachedIn(group: number, price: number, mark: number, into: number[]): void {
    if (mark <= price) return;
    const { heaps } = this.#conditions;
    heaps.upTo(this.#word(group, STEPS), mark - price, into);
    const root = this.#word(group, MILLIONTHS);
    if (root >= 0) heaps.upTo(root, mostMillionths(mark, mark - price), into);
  }

  /** An empty group; its level is set once it has a member. */
  #begin(side: WatchSide, mark: number): number {
    const group = this.#marks.create(mark, 0);
    if (this.#levels.create(NOTHING, mark) !== group) throw new Error('the heaps of groups number them alike');
    if ((group + 1) * WORDS > this.#words.length) this.#grow();
    this.#setWord(group, STEPS, -1);
    this.#setWord(group, MILLIONTHS, -1);
    this.#setWord(group, COUNT, 0);
    this.#setWord(group, PLACE, WAITING);
    this.#setWord(group, SIDE, side.number);
    side.byMark = this.#marks.meld(side.byMark, group);
    side.byLevel = this.#levels.meld(side.byLevel, group);
    side.groups.add(mark, group);
    return group;
  }

  /** Puts a group where its best member belongs. */
  #relevel(side: WatchSide, group: number): void {
    const mark = this.keyOf(group);
    const key = -levelFrom(mark, this.#shortest(group, STEPS), this.#shortest(group, MILLIONTHS));
    if (key === this.#levels.key(group)) return;
    side.byLevel = this.#levels.remove(side.byLevel, group);
    this.#levels.place(group, key, mark);
    side.byLevel = this.#levels.meld(side.byLevel, group);
  }

  /** Takes a group that is not among the marks out of the rest of its side. */
  #detach(side: WatchSide, group: number): number {
    side.byLevel = this.#levels.remove(side.byLevel, group);
    side.groups.remove(this.keyOf(group));
    return group;
  }

  /** One detached group of two: the members of the smaller move. */
  #merge(one: number, other: number): number {
    if (one < 0) return other;
    const large = this.#word(one, COUNT) >= this.#word(other, COUNT) ? one : other;
    const small = large === one ? other : one;
    const { heaps } = this.#conditions;
    const members = this.#visited;
    for (const form of [STEPS, MILLIONTHS] as const) {
      members.length = 0;
      heaps.upTo(this.#word(small, form), NOTHING, members);
      for (const member of members) this.#conditions.setHome(member, large);
      this.#setWord(large, form, heaps.meld(this.#word(large, form), this.#word(small, form)));
    }
    this.#setWord(large, COUNT, this.#word(large, COUNT) + this.#word(small, COUNT));
    this.#release(small);
    return large;
  }

  /** Gives a detached group its new mark, together with the group that has it already. */
  #moveTo(side: WatchSide, group: number, mark: number): void {
    const there = side.groups.find(mark);
    let moved = group;
    if (there >= 0) {
      side.byMark = this.#marks.remove(side.byMark, there);
      moved = this.#merge(group, this.#detach(side, there));
    }
    this.#marks.place(moved, mark, 0);
    side.byMark = this.#marks.meld(side.byMark, moved);
    side.groups.add(mark, moved);
    const level = levelFrom(mark, this.#shortest(moved, STEPS), this.#shortest(moved, MILLIONTHS));
    this.#levels.place(moved, -level, mark);
    side.byLevel = this.#levels.meld(side.byLevel, moved);
  }

  #leaveOvertaken(side: WatchSide, group: number): void {
    const last = side.overtaken.pop() as number;
    if (last !== group) {
      side.overtaken[this.#word(group, PLACE)] = last;
      this.#setWord(last, PLACE, this.#word(group, PLACE));
    }
    if (!side.hasMoved) side.forgetPeak();
  }

  #release(group: number): void {
    this.#marks.release(group);
    this.#levels.release(group);
  }

  /** The shortest distance of a form in the group, Infinity without any. */
  #shortest(group: number, form: typeof STEPS | typeof MILLIONTHS): number {
    const root = this.#word(group, form);
    return root < 0 ? NOTHING : this.#conditions.heaps.key(root);
  }

  #word(group: number, word: number): number {
    return this.#words[group * WORDS + word] as number;
  }

  #setWord(group: number, word: number, value: number): void {
    this.#words[group * WORDS + word] = value;
  }

  #grow(): void {
    const old = this.#words;
    this.#words = new Int32Array(
      old.length + Math.max(Math.min(old.length, 2 ** 16 * WORDS), ((old.length / WORDS) >> 2) * WORDS),
    );
    this.#words.set(old);
  }
}

/** The higher of the levels that the shortest distances give. */
function levelFrom(mark: number, steps: number, millionths: number): number {
  const bySteps = mark - steps;
  if (millionths === NOTHING) return bySteps;
  return Math.max(bySteps, mark - stepsOfMillionths(mark, millionths));
}

/** The most millionths of a mark that are not more than so many steps (at least one); 0 when even one is more. */
function mostMillionths(mark: number, steps: number): number {
  let fits = 0;
  let more = MILLION + 1;
  while (more - fits > 1) {
    const middle = (fits + more) >> 1;
    if (stepsOfMillionths(mark, middle) <= steps) fits = middle;
    else more = middle;
  }
  return fits;
}
