import type { AccountCommand } from './commands.ts';
import type { Cents, FinePrice, Lots, Micros, Parts } from './units.ts';

/** 0 security, 1 virtual master, 2 investor, 3 investor executed on a broker's account. */
export type CopyAccountKind = 0 | 1 | 2 | 3;

/** 0 new, 1 active, 2 stopped by margin, 3 by protection or target, 4 paused, 5 disabled, 6 closed. */
export type CopyAccountStatus = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** An account of a strategy: money dedicated to it, and what it holds of the stream's exposure. */
export interface CopyAccount {
  readonly id: number;
  readonly strategy: number;
  readonly wallet: number;
  /** 0: the security account's own conditions (no fee, no commission). */
  readonly offer: number;
  readonly kind: CopyAccountKind;
  readonly openedAt: number;
  closedAt: number;
  status: CopyAccountStatus;
  /** Moments (ms UTC) at which stops fired; 0: not, or resumed since. */
  mcReached: number;
  protectionReached: number;
  targetReached: number;
  factor: Parts;
  /** 0: off. */
  protection: Parts;
  target: Parts;
  aBook: Parts;
  stream: number;
  /** Smallest step of its volumes, in quantity steps of 0.0001 lot; as a number of digits. */
  readonly precisionVolume: number;
  /** Levels of equity; 0: off. */
  protectionLevel: Micros;
  targetLevel: Micros;
  balance: Cents;
  profitBase: Cents;
  drawdownIn: Cents;
  /** The running trading interval and its beginning. */
  interval: number;
  intervalSince: number;
  /** Net profit of past intervals. */
  pastProfit: Cents;
  deposited: Cents;
  withdrawn: Cents;
  feePaid: Cents;
  /** Turnover commission of the trader and his partner, over its life. */
  commissionPaid: Cents;
  /** Deals of types 0 and 1. */
  trades: number;
  readonly positions: CopyPosition[];
  /** It takes no single signals before the next sync. */
  wantsSync: boolean;
  /** The group in which it stands with orders that are not settled; 0: none. */
  group: number;
  /** Why its positions are being closed; null: they are not. */
  closing: ClosingCause | null;
  /** Commands that wait for their turn, oldest first. */
  readonly commands: QueuedCommand[];
  /** The command that has begun and waits for positions to be closed; 0: none. */
  running: number;
  lastCommand: number;
  closeCommand: number;
}

/** A command or a stop; at most one is not zero. */
export interface ClosingCause {
  readonly command: number;
  readonly stop: number;
}

/** What an account holds in an instrument, or of one ticket of its trader. Volumes are signed quantity steps. */
export interface CopyPosition {
  readonly id: number;
  readonly instrument: number;
  /** The trader's ticket; empty when the strategy nets. */
  readonly ticket: string;
  readonly openedAt: number;
  volume: number;
  /** The part of it that stands at liquidity. */
  volumeA: number;
  price: FinePrice;
  /**
   * The unrounded volume is `lot × equity × factor ÷ traderEquity`, kept by its parts, so that rounding never accumulates.
   * Equity 0: the account has no share in the trader's lot.
   */
  idealEquity: Cents;
  idealFactor: Parts;
  idealTraderEquity: Cents;
  /** Accumulated, not yet booked. */
  swap: Cents;
  swapAt: number;
  /** Requested and not filled. */
  requestLong: number;
  requestShort: number;
  /** Magnitude that liquidity has refused so far. */
  rejected: number;
}

export interface QueuedCommand {
  readonly id: number;
  readonly name: AccountCommand['type'];
  /** Amount or value; 0 without one. */
  readonly value: number;
}

/** What a trader is known to hold of an instrument or ticket. */
export interface TraderLeg {
  readonly instrument: number;
  readonly ticket: string;
  lot: Lots;
  /** The equity that came with it. */
  equity: Cents;
}

/**
 * The state of an account follows from its status, the stop that fired and whether it holds anything
 * (`ramm-rules.md` 4.3).
 */
export function accountState(account: CopyAccount): number {
  const holds = hasPositions(account);
  switch (account.status) {
    case 0:
      return 0;
    case 1:
      return holds ? 3 : 2;
    case 2:
      return holds ? 4 : 5;
    case 3:
      return account.targetReached > 0 ? (holds ? 8 : 9) : holds ? 6 : 7;
    case 4:
      return holds ? 10 : 11;
    case 5:
      return holds ? 12 : 13;
    case 6:
      return account.closedAt > 0 ? 15 : 14;
  }
}

export function hasPositions({ positions }: CopyAccount): boolean {
  for (const { volume } of positions) if (volume !== 0) return true;
  return false;
}

export function positionById({ id, positions }: CopyAccount, wanted: number): CopyPosition {
  for (const position of positions) if (position.id === wanted) return position;
  throw new Error(`account ${id} has no position ${wanted}`);
}

/** A flat position in which the account has no share has no row. */
export function dropEmpty({ positions }: CopyAccount, position: CopyPosition): void {
  if (position.volume !== 0 || position.idealEquity !== 0) return;
  if (positions.length === 1) positions.pop();
  else positions.splice(positions.indexOf(position), 1);
}

export function isSecurity({ kind }: CopyAccount): boolean {
  return kind === 0;
}
