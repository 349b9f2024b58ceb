import { type Change, DISPLAYED, isBetter, type Side } from './tape.ts';

/** One displayed price and what paper orders have taken of it. */
export interface ShownLevel {
  readonly price: number;
  size: number;
  taken: number;
}

/** What the recording displays, less what was taken of it: taken stays taken until the recording changes the level. */
export class ShownBook {
  private readonly sides: readonly [ShownLevel[], ShownLevel[]] = [[], []];
  /** Levels that better ones pushed out of sight. Seen again with the same size they have not changed. */
  private readonly unseen: [ShownLevel[], ShownLevel[]] = [[], []];

  change({ side, price, size, outOfSight }: Change): void {
    const levels = this.sides[side];
    let at = 0;
    while (at < levels.length && isBetter(side, (levels[at] as ShownLevel).price, price)) at += 1;
    const [known] = levels[at]?.price === price ? levels.splice(at, 1) : [];
    if (known !== undefined && outOfSight) this.unseen[side].push(known);
    if (size === 0) return;
    const before = this.unseen[side].find((level) => level.price === price);
    levels.splice(at, 0, { price, size, taken: before?.size === size ? before.taken : 0 });
  }

  /** After all changes of a line: what can be seen now is out of sight no more. */
  seen(): void {
    for (const side of [0, 1] as const) {
      this.unseen[side] = this.unseen[side].filter(({ price }) => !this.isInSight(side, price));
    }
  }

  /** Whether something displayed at this price would be seen: not when 50 better levels are. */
  isInSight(side: Side, price: number): boolean {
    const worst = this.sides[side][DISPLAYED - 1];
    return worst === undefined || !isBetter(side, worst.price, price);
  }

  sizeAt(side: Side, price: number): number {
    return this.sides[side].find((each) => each.price === price)?.size ?? 0;
  }

  /** What can still be taken at a price. */
  left(side: Side, price: number): number {
    const level = this.sides[side].find((each) => each.price === price);
    return level === undefined ? 0 : level.size - level.taken;
  }

  /** The best price with something left. */
  best(side: Side): ShownLevel | undefined {
    return this.sides[side].find(({ size, taken }) => size > taken);
  }

  /** What can be taken at prices that a limit allows. */
  leftWithin(side: Side, allows: (price: number) => boolean): number {
    return this.sides[side].reduce((sum, { price, size, taken }) => sum + (allows(price) ? size - taken : 0), 0);
  }
}
