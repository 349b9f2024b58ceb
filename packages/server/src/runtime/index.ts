export { type Answer, BODY_VERSION, type DurableTurn, Engine, type EngineParts } from './engine.ts';
export { engineMetrics, type EngineMetrics, watchEngine } from './metrics.ts';
export { Overloaded } from './overloaded.ts';
export { type Recovery, recover } from './recover.ts';
export { Snapshots } from './snapshots.ts';
