export {
  BASE_INTERVAL_SECONDS,
  type Bar,
  DAY_SECONDS,
  type Feed,
  MAX_HISTORY_BARS,
  skipFeed,
  type TimedTick,
} from './feed.ts';
export { mergeFeeds } from './merged.ts';
export {
  createPlayer,
  type Player,
  PlayerCommandError,
  type PlayerJump,
  type PlayerOptions,
  type PlayerState,
  type Speed,
  type TickSink,
} from './player.ts';
export { type LoadProgress, loadRecordedFeed, type RecordedFeedOptions, type TapeReport } from './recorded/load.ts';
export { TapeError } from './recorded/tape-error.ts';
export { type FeedSource, parseFeedSource } from './source.ts';
export { createSyntheticFeed, type SyntheticFeed, type SyntheticFeedOptions } from './synthetic/synthetic-feed.ts';
