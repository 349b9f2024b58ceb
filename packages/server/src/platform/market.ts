import type { FeedControl } from '../faces/face.ts';
import { createPlayer, type LoadProgress, type Player } from '../feeds/index.ts';
import { type CandleStore, createTapeCandles, openCandleStore } from '../marketdata/index.ts';
import { type Engine, Overloaded } from '../runtime/index.ts';
import type { Settings } from '../settings/index.ts';
import { type MarketSource, missingListings } from '../startup/index.ts';

/** Lists what the catalogue of today has and the core has not; new instruments join the synthetic market. */
export async function list(engine: Engine, source: MarketSource): Promise<void> {
  const commands = engine.market((state) => missingListings(state, engine.now));
  for (const command of commands) {
    const { outcome, rejection } = await engine.submit(command);
    if (outcome === null) throw new Error(`the catalogue was refused: ${rejection?.detail}`);
    const instrument = engine.market((state) =>
      command.type === 'instruments.list' ? state.instruments.instruments[outcome.id] : undefined,
    );
    if (instrument?.tradable && source.synthetic !== null && !source.feed.instruments.has(instrument.id))
      source.synthetic.list(instrument);
  }
}

/** New listings can wait while the platform has too much to do. */
export async function listLater(engine: Engine, source: MarketSource): Promise<void> {
  try {
    await list(engine, source);
  } catch (error) {
    if (!(error instanceof Overloaded)) throw error;
  }
}

/** Candles that go on from run to run for the synthetic market; a tape's come from the tape. */
export async function openCandles(
  settings: Settings,
  source: MarketSource,
  engine: Engine,
  onNotice: (notice: string) => void,
): Promise<CandleStore> {
  const parts = {
    feed: source.feed,
    instrument: (id: number) => engine.market((state) => state.instruments.instruments[id]),
  };
  const candles =
    source.tapes.length === 0
      ? await openCandleStore({ ...parts, folder: settings.dataDir, feedId: source.feedId, onNotice })
      : createTapeCandles(parts);
  engine.onTicks((ticks) => candles.take(ticks));
  return candles;
}

/** The player as a face sees it. */
export function feedControl(source: string, player: Player): FeedControl {
  return {
    source,
    get state() {
      return player.state;
    },
    get speed() {
      return player.speed;
    },
    now: () => player.now(),
    play: () => player.play(),
    pause: () => player.pause(),
    step: (count) => player.step(count),
    setSpeed: (speed) => player.setSpeed(speed),
  };
}

/** Lets the feed drive the engine. */
export function play(
  settings: Settings,
  source: MarketSource,
  engine: Engine,
  say: (line: string) => void,
  fail: (error: Error) => void,
): Player {
  const conflate = source.clock === 'wall';
  return createPlayer({
    feed: source.feed,
    clock: source.clock,
    speed: settings.feedSpeed,
    start: settings.feedStart,
    now: Date.now,
    sink: { offer: (ticks) => engine.offer(ticks, conflate), idle: () => engine.idle() },
    onJump: ({ why, from, to }) => say(jumpLine(why, from, to)),
    onEnd: () => say('The tape has ended: trading is closed, the platform lives on'),
    onError: (error) => fail(error instanceof Error ? error : new Error(String(error))),
  });
}

/** Why market time made a jump, for a person. */
function jumpLine(why: 'quiet' | 'late', from: number, to: number): string {
  const [begin, end] = [from, to].map((time) => new Date(time).toISOString());
  return why === 'quiet'
    ? `Nothing is traded from ${begin} to ${end}: the tape goes on there`
    : `Market data from ${begin} to ${end} was missed (was the machine asleep?) and is left out`;
}

/** Says how far the loading of tapes is, a tenth at a time. */
export function loadingReporter(say: (line: string) => void): (progress: LoadProgress) => void {
  let told = -1;
  return ({ file, bytesRead, bytesTotal, rows }) => {
    const tenth = bytesTotal === 0 ? 10 : Math.floor((10 * bytesRead) / bytesTotal);
    if (tenth === told) return;
    told = tenth;
    say(`Loading ${file}: ${tenth * 10} %, ${rows} rows`);
  };
}
