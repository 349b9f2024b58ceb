import { type KeyedSlots, KeyTable } from './key-table.ts';

/**
 * What waits for one kind of price of one instrument to fall (side 0) or to rise (side 1). Side 1 sees every price with
 * the other sign, so that on both sides the best price is the highest and conditions fire at or below their level.
 */
export class WatchSide {
  readonly number: number;
  readonly sign: 1 | -1;
  /** Heap of the conditions with a fixed level, by level, the highest first. */
  fixed = -1;
  /** Heaps of trailing groups: by mark, the lowest first, without the overtaken ones; by level, the highest first. */
  byMark = -1;
  byLevel = -1;
  /** The group of a mark. */
  readonly groups: KeyTable;
  /** Market state: the best price since marks were last told, when it lies above some; and the groups it lies above. */
  peak = Number.NEGATIVE_INFINITY;
  readonly overtaken: number[] = [];
  /** Whether the index counts it among the sides whose marks have moved, and whether it lists it there. */
  counted = false;
  listed = false;
  /** No overtaken condition has a shorter distance than these. */
  shortestSteps = Number.POSITIVE_INFINITY;
  shortestMillionths = Number.POSITIVE_INFINITY;
  /** Nothing happens at prices above `fireAt` up to `moveAt`. */
  fireAt = Number.NEGATIVE_INFINITY;
  moveAt = Number.POSITIVE_INFINITY;

  constructor(number: number, groups: KeyedSlots) {
    this.number = number;
    this.sign = number % 2 === 0 ? 1 : -1;
    this.groups = new KeyTable(groups);
  }

  /** Whether marks have moved that no event has told yet. */
  get hasMoved(): boolean {
    return this.overtaken.length > 0;
  }

  forgetPeak(): void {
    this.peak = Number.NEGATIVE_INFINITY;
    this.overtaken.length = 0;
    this.shortestSteps = Number.POSITIVE_INFINITY;
    this.shortestMillionths = Number.POSITIVE_INFINITY;
  }
}
