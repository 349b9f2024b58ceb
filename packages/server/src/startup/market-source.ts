import { createHash, randomInt } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Core, type Instrument } from '@outcry/core';
import {
  createSyntheticFeed,
  type Feed,
  type LoadProgress,
  loadRecordedFeed,
  mergeFeeds,
  parseFeedSource,
  type SyntheticFeed,
  skipFeed,
  type TapeReport,
} from '../feeds/index.ts';
import { SettingError, type Settings } from '../settings/index.ts';
import { missingListings } from './listings.ts';

/** A feed that is ready to play, and how. */
export interface MarketSource {
  readonly feed: Feed;
  /** Names the feed in the candle store: another feed never mixes with its candles. */
  readonly feedId: string;
  /** Market time at which it starts or resumes. */
  readonly start: number;
  readonly clock: 'wall' | 'tape';
  /** Where newly listed instruments join; null when only tapes play. */
  readonly synthetic: SyntheticFeed | null;
  readonly tapes: readonly TapeReport[];
}

const DAY = 86_400_000;
export const SEED_FILE = 'market-seed.json';

/** A core's catalogue before it has been listed: what a tape's file names resolve to. Same order, same ids. */
function previewOf(core: Core, at: number): Core {
  const preview = Core.restore(core.snapshot());
  for (const command of missingListings(preview.state, at)) preview.execute(command, at);
  return preview;
}

/**
 * Opens the feed that the settings name. Market time never goes back: a tape resumes where the data folder has got to, and
 * one that lies wholly before it is refused.
 */
export async function openMarketSource(
  settings: Settings,
  core: Core,
  wallNow: number,
  onProgress: (progress: LoadProgress) => void,
): Promise<MarketSource> {
  const source = readSource(settings.feed);
  const seed = keptSeed(settings.dataDir);
  const listed = previewOf(core, wallNow);
  const paths = source.recorded.map((path) => resolve(path));
  const tape = paths.length === 0 ? null : await loadTape(paths, listed, onProgress);
  const start = Math.max(core.now, tape?.feed.peek() ?? wallNow);
  if (tape !== null) resume(tape.feed, tape.reports, core.now);
  const synthetic = source.synthetic
    ? createSyntheticFeed({ seed, instruments: instrumentsFor(core, listed, start, tape?.feed), start })
    : null;
  const feeds = [tape?.feed, synthetic].filter((feed) => feed !== null && feed !== undefined);
  const wall = tape === null && settings.feedSpeed === 1 && settings.feedStart === 'now' && core.now <= wallNow;
  if (tape === null && settings.feedSpeed === 'max') {
    throw new SettingError('OUTCRY_FEED_SPEED is "max", but the synthetic market never ends: give a number');
  }
  return {
    feed: feeds.length === 1 ? (feeds[0] as Feed) : mergeFeeds(feeds),
    feedId: [
      tape === null ? '' : `recorded:${shortHash(paths.join('\n'))}`,
      synthetic === null ? '' : `synthetic:${seed}`,
    ]
      .filter((part) => part !== '')
      .join('+'),
    start,
    clock: wall ? 'wall' : 'tape',
    synthetic,
    tapes: tape?.reports ?? [],
  };
}

function readSource(text: string): ReturnType<typeof parseFeedSource> {
  try {
    return parseFeedSource(text);
  } catch (error) {
    throw new SettingError(`OUTCRY_FEED: ${(error as Error).message}`);
  }
}

function loadTape(
  paths: readonly string[],
  listed: Core,
  onProgress: (progress: LoadProgress) => void,
): Promise<{ feed: Feed; reports: TapeReport[] }> {
  return loadRecordedFeed({
    paths,
    findInstrument: (symbol) => listed.state.instruments.bySymbol.get(symbol),
    onProgress,
  });
}

/** The instruments the synthetic market serves: all of the catalogue at its start that no tape serves. */
function instrumentsFor(core: Core, listed: Core, start: number, tape: Feed | undefined): Instrument[] {
  const preview = start === listed.now ? listed : previewOf(core, start);
  return preview.state.instruments.instruments.filter(
    (instrument): instrument is Instrument =>
      instrument?.tradable === true &&
      !tape?.instruments.has(instrument.id) &&
      !(instrument.expiresAt > 0 && instrument.expiresAt <= start),
  );
}

/** A tape played to its end in this folder stays ended; one from long before its market time is a mistake. */
function resume(feed: Feed, reports: readonly TapeReport[], coreNow: number): void {
  const end = Math.max(...reports.map((report) => report.to));
  if (coreNow > end + DAY) {
    const [reached, ended] = [coreNow, end].map((time) => new Date(time).toISOString());
    throw new SettingError(
      `OUTCRY_FEED: the tape ends at ${ended}, but market time in this data folder has reached ${reached} and never goes back; choose another OUTCRY_DATA_DIR`,
    );
  }
  skipFeed(feed, coreNow);
}

/** The synthetic market's seed, drawn at the first start and kept in the data folder. */
function keptSeed(folder: string): number {
  const file = join(folder, SEED_FILE);
  if (existsSync(file)) {
    const seed = seedIn(file);
    if (seed !== null) return seed;
    throw new SettingError(`${file} holds no whole number "seed"; restore it or delete it to begin another market`);
  }
  const seed = randomInt(1, 2 ** 31);
  writeFileSync(file, `${JSON.stringify({ seed })}\n`);
  return seed;
}

function seedIn(file: string): number | null {
  try {
    const { seed } = JSON.parse(readFileSync(file, 'utf8')) as { seed?: unknown };
    return Number.isSafeInteger(seed) ? (seed as number) : null;
  } catch {
    return null;
  }
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
