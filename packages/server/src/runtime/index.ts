export { BODY_VERSION, Engine } from './engine.ts';
export type { EngineParts } from './engine-parts.ts';
export { type EngineMetrics, engineMetrics, type WatchedEngine, watchEngine } from './metrics.ts';
export { Overloaded } from './overloaded.ts';
export { type Recovery, recover } from './recover.ts';
export type { PastCandles } from './signal-history.ts';
export { type SnapshotReports, Snapshots } from './snapshots.ts';
export type { Answer, DecidedTurn, DurableTurn } from './turn.ts';
export type { BotChange, DealChange, TradeChange, TurnChanges } from './turn-changes.ts';
