import type { Command, CoreState, FinishedOrder, Outcome, Rejection } from '@outcry/core';
import type { ProjectedTurn } from '../readmodel/index.ts';
import type { TurnChanges } from './turn-changes.ts';

/** A turn that is on disk. */
export interface DurableTurn extends ProjectedTurn {
  /** What it did to bots, deals and smart trades; null: nothing. */
  readonly changes: TurnChanges | null;
}

/** The answer to a command, given once its turn is durable. */
export interface Answer {
  readonly outcome: Outcome | null;
  readonly rejection: Rejection | null;
  /** The turn it was decided in, or the last one it saw when it made none. */
  readonly seq: number;
}

/** Copies what is to be told of a command in the moment it was decided; `ended`: orders that ended in its turn. */
export type Show<T> = (state: CoreState, answer: Answer, ended: readonly FinishedOrder[]) => T;

/** What a turn came from: a command, a market update, time that has come, or candles of the past that signals wanted. */
export type TurnCause = Command['type'] | 'tick' | 'time' | 'history';

/** A turn in the moment it was decided. */
export interface DecidedTurn {
  readonly seq: number;
  readonly at: number;
  readonly cause: TurnCause;
  /** The request whose command it was. */
  readonly requestId: string | null;
  /** How many events it has. */
  readonly events: number;
}
