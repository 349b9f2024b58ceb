import { setImmediate as nextRound } from 'node:timers/promises';
import type { JournalRow } from '../../packages/server/src/journal/index.ts';
import { type RunningEngine, runEngine } from './running-engine.ts';
import { Flow } from './trading.ts';

/** Commands before anything is measured: threads start, code warms up, the book fills. */
const WARM_UP = 40_000;
/** Commands handed over before the event loop goes round, as busy faces do. */
const BURST = 200;
/** Commands on their way at once. */
const IN_FLIGHT = 5_000;

/** What came of a run at saturation. */
export interface Saturated {
  readonly perSecond: number;
  /** The whole journal, preparations included. */
  readonly rows: readonly JournalRow[];
  /** How many turns each measured batch held; they are the last ones of the journal. */
  readonly groups: readonly number[];
}

/** Commands a second when there is always one more. */
export async function saturatedCommands(folder: string, count: number, keyed: boolean): Promise<Saturated> {
  const running = await runEngine(folder);
  const flow = new Flow(running.core, keyed);
  await press(running, flow, WARM_UP);
  running.groups.length = 0;
  const start = performance.now();
  await press(running, flow, count);
  const seconds = (performance.now() - start) / 1_000;
  const rows: JournalRow[] = [];
  for await (const row of running.journal.read(1)) rows.push(row);
  await running.close();
  return { perSecond: count / seconds, rows, groups: running.groups };
}

async function press({ engine }: RunningEngine, flow: Flow, count: number): Promise<void> {
  let waiting = 0;
  for (let sent = 0; sent < count || waiting > 0; ) {
    for (let i = 0; i < BURST && sent < count && waiting < IN_FLIGHT; i++) {
      sent++;
      waiting++;
      void engine.submit(flow.next()).then(({ rejection }) => {
        waiting--;
        if (rejection !== null) throw new Error(rejection.detail);
      });
    }
    await nextRound();
  }
}

/** What came of commands that are offered at an even rate, whatever the engine does. */
export interface Offered {
  /** Time in ms from when each answered command was due until its answer. */
  readonly latency: readonly number[];
  /** Commands that were refused as overload. */
  readonly refused: number;
}

export async function offeredLatency(folder: string, perSecond: number, seconds: number): Promise<Offered> {
  const running = await runEngine(folder);
  const flow = new Flow(running.core, true);
  await press(running, flow, WARM_UP);
  const count = perSecond * seconds;
  const latency: number[] = [];
  const msEach = 1_000 / perSecond;
  const start = performance.now();
  let refused = 0;
  for (let sent = 0; latency.length + refused < count; ) {
    const due = Math.min(count, Math.floor((performance.now() - start) / msEach));
    for (; sent < due; sent++) {
      const dueAt = start + sent * msEach;
      running.engine.submit(flow.next()).then(
        () => latency.push(performance.now() - dueAt),
        () => refused++,
      );
    }
    await nextRound();
  }
  await running.close();
  return { latency, refused };
}
