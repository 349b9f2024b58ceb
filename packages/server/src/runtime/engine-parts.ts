import type { Core, KnownWork } from '@outcry/core';
import type { GroupLimits, Journal, StatementRun } from '../journal/index.ts';
import type { ProjectedTurn, ProjectedWorld } from '../readmodel/index.ts';
import type { KeyPages } from './key-sieve.ts';
import type { EngineMetrics } from './metrics.ts';
import type { DecidedTurn } from './turn.ts';

/** What the engine is put together from. */
export interface EngineParts {
  readonly core: Core;
  readonly journal: Journal;
  /** Market time now (ms UTC), given by the feed. */
  readonly now: () => number;
  /** The rows of the read model that a turn writes, in the same transaction. */
  readonly project: (turn: ProjectedTurn, world: ProjectedWorld) => readonly StatementRun[];
  /** The work that an idempotency key older than the core's memory belongs to. */
  readonly findKey: (account: number, key: string) => KnownWork | undefined;
  /** All keys that are on disk, so that new ones need no `findKey`; without it every one does. */
  readonly usedKeys?: KeyPages;
  readonly metrics: EngineMetrics;
  /** Told of every turn the moment it was decided, before it is durable: for the log alone. */
  readonly onDecided?: ((turn: DecidedTurn) => void) | undefined;
  /** Something failed that must stop the process; called once. */
  readonly onFatal: (error: Error) => void;
  /** A listener threw. The engine goes on. */
  readonly onFault: (error: Error) => void;
  /** How much may wait for the disk; as much as the journal's default unless told. */
  readonly limits?: GroupLimits;
}
