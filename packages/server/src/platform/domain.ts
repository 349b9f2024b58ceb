import type { Logger } from 'pino';
import type { FaceParts } from '../faces/face.ts';
import type { Player } from '../feeds/index.ts';
import { openIdentity } from '../identity/index.ts';
import { FollowerClient, lockFolder } from '../journal/index.ts';
import { MarketStreams } from '../marketdata/index.ts';
import { project, ReadModel } from '../readmodel/index.ts';
import { type DecidedTurn, Engine, EquityRecorder, recover, Snapshots, watchEngine } from '../runtime/index.ts';
import type { Settings } from '../settings/index.ts';
import { type MarketSource, makeDemoWorld, offerDayFigures, openMarketSource } from '../startup/index.ts';
import type { Endings } from './ending.ts';
import { makeFolder, openJournal } from './folder.ts';
import { feedControl, list, listLater, loadingReporter, openCandles, play } from './market.ts';
import { logRefusedTicks, platformMetrics } from './metrics.ts';
import { logSilentLiquidity } from './silent-liquidity.ts';
import type { Troubles } from './troubles.ts';
import { openUpkeep, putStagedInPlace } from './upkeep/index.ts';

/** Wall time between two looks at new listings and other daily work (ms). */
const DAILY_LOOK = 60_000;

/** What a start of the domain needs. */
export interface DomainStart {
  readonly settings: Settings;
  readonly version: string;
  readonly log: Logger;
  readonly troubles: Troubles;
  /** Tells a person how it goes. */
  readonly say: (line: string) => void;
  /** Something failed that must end the process. */
  readonly fail: (error: Error) => void;
  readonly endings: Endings;
  readonly faceNames: readonly string[];
  /** Where this start listens; null until everything does. */
  readonly endpoints: FaceParts['endpoints'];
}

/** The running domain: trading, its memory and its market, before anything listens. */
export interface Domain {
  readonly parts: FaceParts;
  readonly source: MarketSource;
}

/** Locks the data folder and starts journal, core, market and identity on it. What has begun stands in `endings`. */
export async function startDomain(start: DomainStart): Promise<Domain> {
  const { settings, version, log, say, fail, endings, faceNames, endpoints } = start;
  const folder = settings.dataDir;
  makeFolder(folder);
  const lock = lockFolder(folder);
  endings.add(() => lock.release());
  putStagedInPlace(folder, say);
  const { registry, calls, streamMetrics, queries, engine: metrics } = platformMetrics();
  const journal = await openJournal(
    folder,
    (notice) => log.warn(notice),
    (seconds) => metrics.batchWrite.observe(seconds),
  );
  endings.add(() => journal.close());
  const { core, lastSeq, snapshotSeq, replayed } = await recover(
    journal,
    (done, total) => say(`Replaying the journal: ${done} of ${total} turns`),
    (notice) => log.warn(notice),
  );
  log.debug({ lastSeq, snapshotSeq, replayed }, 'journal replayed');
  const source = await openMarketSource(settings, core, Date.now(), loadingReporter(say));
  for (const { file, ...tape } of source.tapes) {
    const faults = tape.kind === 'ticks' ? tape.faults : [];
    for (const fault of faults) log.warn({ file, fault }, 'the recorded book has a gap');
  }
  const readModel = new ReadModel({ folder, onQuery: (seconds) => queries.observe(seconds) });
  endings.add(() => readModel.close());

  let player: Player | null = null;
  const engine = new Engine({
    core,
    journal,
    now: () => player?.now() ?? source.start,
    project,
    findKey: (account, key) => readModel.findKey(account, key),
    usedKeys: (after) => readModel.keysAfter(after),
    metrics,
    onDecided: log.isLevelEnabled('debug') ? (turn: DecidedTurn) => log.debug(turn, 'turn') : undefined,
    onFatal: fail,
    onFault: (error) => log.error({ err: error }, 'a listener failed'),
  });
  watchEngine(registry, engine);
  endings.add(() => engine.stop());
  endings.add(logRefusedTicks(engine, log));
  endings.add(logSilentLiquidity(engine, log));
  await list(engine, source);
  await makeDemoWorld(engine);
  const identity = await openIdentity({ folder, writer: engine, now: Date.now });

  const snapshots = new Snapshots(engine, new FollowerClient(folder), {
    onDiverged: fail,
    onMade: (digestSeconds, seconds) => {
      metrics.digest.observe(digestSeconds);
      metrics.snapshot.observe(seconds);
    },
    onEnd: (error) => log.warn({ err: error }, 'no more snapshots in this run: the journal alone has everything'),
  });
  endings.add(() => snapshots.stop());
  const candles = await openCandles(settings, source, engine, (notice) => log.warn(notice));
  endings.add(() => candles.close());
  engine.openHistory(candles, source.clock === 'tape');
  const streams = new MarketStreams(engine, candles);
  endings.add(() => streams.close());
  await offerDayFigures(engine, candles, source.feed.instruments, source.feed.peek() ?? source.start);
  const looking = setInterval(() => void listLater(engine, source).catch(fail), DAILY_LOOK);
  endings.add(() => clearInterval(looking));

  player = play(settings, source, engine, say, fail);
  endings.add(() => player?.stop());
  engine.start();
  const recorder = new EquityRecorder({
    engine,
    onFault: (error) => log.error({ err: error }, 'the worth of accounts was not written down'),
    now: Date.now,
  });
  recorder.start();
  endings.add(() => recorder.stop());
  const feed = feedControl(settings.feed, player);
  return {
    parts: {
      engine,
      readModel,
      identity,
      candles,
      streams,
      feed,
      version,
      wallNow: Date.now,
      settings,
      endpoints,
      faceNames,
      upkeep: openUpkeep({ folder, journal, troubles: start.troubles, now: Date.now }),
      registry,
      calls,
      streamMetrics,
      log,
    },
    source,
  };
}
